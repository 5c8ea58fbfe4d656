"""Pure rules of cases: titles, numbers, who may call back. No database."""

from __future__ import annotations

import re
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict

#: Crockford's digits: no I, L, O, U, so a number read over the phone is not misheard.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TITLE_LENGTH = 22
SENTENCE_END = re.compile(r"[。！？!?；;\n]")


def title_of(text: str) -> str:
    """The first sentence, cut at `TITLE_LENGTH` characters where it runs on."""
    first = SENTENCE_END.split(text.strip(), maxsplit=1)[0].strip(" ，,、")
    if len(first) <= TITLE_LENGTH:
        return first or text.strip()[:TITLE_LENGTH]
    head = first[: TITLE_LENGTH - 1]
    cut = max(head.rfind(mark) for mark in "，,、：: ")
    return (head[:cut] if cut >= 8 else head) + "…"


def number(prefix: str, day: date, entropy: UUID) -> str:
    """A readable case number: prefix, date, five digits whose order tells nothing."""
    value = int.from_bytes(entropy.bytes[-5:], "big")
    tail = "".join(DIGITS[value >> shift & 31] for shift in (20, 15, 10, 5, 0))
    return f"{prefix}-{day:%y%m%d}-{tail}"


def may_call(caller_id: UUID, handlers: set[UUID | None]) -> Verdict:
    """Only somebody who never worked on a case may call the author and close it.

    Source: docs/requirements.md 000-21: handling and asking "are you satisfied" are two hands.
    """
    if caller_id in handlers:
        return Verdict(False, "000-21", noop("你办过这件事，回访要请没经手的同事来做。"))
    return Verdict(True)
