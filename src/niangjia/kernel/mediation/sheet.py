"""The documents of a mediation: the agreement, and the paper that says nothing came of it."""

from __future__ import annotations

from datetime import datetime

from django.utils.dateformat import format as written
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import override

from niangjia.kernel.base.clock import local, now
from niangjia.kernel.papers.door import Heading, Paper, Para, Sign, paras

from .models import Mediation


def agreement(found: Mediation) -> Paper:
    """The agreement as both sides confirm it; in the source language, as all our documents are."""
    with override(None):
        parties = _("申请人：%(worker)s\n被申请人：%(firm)s\n调解员：%(mediator)s") % {
            "worker": found.worker_name,
            "firm": found.firm_name,
            "mediator": found.mediator_name,
        }
        return Paper(
            title=_("劳动争议调解协议书"),
            number=found.number,
            issuer=found.org_name,
            body=(
                *paras(parties),
                Heading(_("一、要谈的事")),
                *paras(found.claim),
                Heading(_("二、谈成的结果")),
                *paras(found.terms),
                Heading(_("三、签名盖章")),
                Para(_(SIGNED)),
                *paras(_("申请人（签名）：\n被申请人（盖章）：\n调解员（签名）：")),
            ),
            sign=Sign(found.org_name, _day(found.closed_at)),
            foot=_foot(found),
            official=True,
            made_at=found.closed_at or now(),
        )


SIGNED = noop(
    "两边签名盖章、调解员签名并加盖调解组织印章后生效，两边都要照办"
    "（《劳动争议调解仲裁法》第十四条）。"
)


def _foot(found: Mediation) -> str:
    if found.state == "agreed":
        return _("两边都在系统里确认过。SHA-256 %s") % found.sha256
    return _("草稿，两边还没有都确认。SHA-256 %s") % found.sha256


def ended(found: Mediation) -> Paper:
    """A paper for the next door: mediation was asked for, and nothing came of it."""
    with override(None):
        text = _(
            "申请人于%(asked)s就“%(title)s”向本工会申请调解，对方为%(firm)s。\n"
            "%(more)s至%(over)s没有达成调解协议。\n"
            "依照《劳动争议调解仲裁法》第十四条，当事人可以依法申请仲裁。"
        ) % {
            "more": _extended(found),
            "asked": _day(found.asked_at),
            "title": found.title,
            "firm": found.firm_name,
            "over": _day(found.closed_at),
        }
        return Paper(
            title=_("调解结束的说明"),
            number=found.number,
            issuer=found.org_name,
            body=paras(text),
            sign=Sign(found.org_name, _day(found.closed_at)),
            official=True,
            made_at=found.closed_at or now(),
        )


def _extended(found: Mediation) -> str:
    if not found.extended_at:
        return ""
    facts = {"when": _day(found.extended_at), "until": _day(found.ends_at)}
    return _("双方于%(when)s同意延期调解至%(until)s。") % facts


def _day(at: datetime | None) -> str:
    return written(local(at), _("Y年n月j日")) if at else ""
