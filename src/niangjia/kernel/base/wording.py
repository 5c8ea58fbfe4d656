"""Sentences that are kept now and read later, by people with languages of their own.

What is kept is the sentence in the source language with its facts beside it. It is put into words
when somebody reads it, never before.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from .types import Refusal, Verdict

Fact = str | int | Sequence[str]


def phrase(sentence: str, **facts: Fact) -> str:
    """A sentence as it is kept: itself, or JSON of it and its facts when it has any.

    A fact that is a sequence holds words of ours, which are translated and joined; a string is
    somebody's own and stays as it is.
    """
    return json.dumps([sentence, facts], ensure_ascii=False) if facts else sentence


def is_phrase(kept: str) -> bool:
    """True for a sentence that is kept with facts."""
    return kept.startswith('["')


def spoken(kept: str) -> str:
    """What was kept, in the language of whoever reads it now."""
    if not is_phrase(kept):
        return _(kept)
    sentence, facts = json.loads(kept)
    return _(sentence) % {name: _said(fact) for name, fact in facts.items()}


def _said(fact: Any) -> Any:
    return _("、").join(_(word) for word in fact) if isinstance(fact, list) else fact


def insist(verdict: Verdict, code: str, **facts: Any) -> None:
    """Refuse, in the rule's own words, unless it said yes."""
    if not verdict:
        raise Refusal(code, in_words(verdict), **verdict.facts, **facts)


def in_words(verdict: Verdict) -> str:
    """Why a rule said no, and what would change it."""
    parts = {"why": spoken(verdict.reason), "how": spoken(verdict.remedy)}
    return (_("%(why)s。%(how)s。") if verdict.remedy else _("%(why)s。")) % parts
