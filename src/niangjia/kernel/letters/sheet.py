"""A letter as a document to read, print and take home."""

from __future__ import annotations

from datetime import datetime

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.papers.door import Paper, Sign, paras

from .models import Letter


def paper(letter: Letter, text: str) -> Paper:
    """The document: as it was sent, or as it would go out, marked as a draft."""
    sent = letter.issued_at
    foot = f"SHA-256 {letter.sha256}" if sent else _("草稿，没有发出。")
    return Paper(
        title=letter.title,
        body=paras(text),
        number=letter.number,
        issuer=letter.org_name,
        to=letter.to_name,
        sign=Sign(letter.org_name, _dated(sent) if sent else ""),
        foot=foot,
        official=True,
        made_at=sent or now(),
    )


def _dated(sent: datetime) -> str:
    """The day in full, in the source language as the letter is."""
    with override(None):
        return written(local(sent), _("Y年n月j日"))
