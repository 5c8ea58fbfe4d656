"""Pure rules of the desk's comforts: what may be saved, and which blanks words still hold."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Refusal, Verdict

#: Filters of one person at one union, and how many of them stand beside the tabs.
MOST_VIEWS, MOST_PINNED = 20, 5
#: Canned words a union keeps.
MOST_CANNED = 60
#: Cases of one batch, and how many are done before the page answers again.
MOST_AT_ONCE, ROUND = 200, 20
#: How long a batch can be taken back, where it can be taken back at all.
REGRET = timedelta(minutes=10)
#: What a canned text may leave open; whoever puts it into a form has most of them filled.
#: How to address the author, number, firm, deadline, union, who handles it; as cadres type them.
BLANKS = ("称呼", "编号", "单位", "期限", "工会", "经办人")
BLANK = re.compile(r"\{\s*([^{}\s]{1,8})\s*\}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter somebody keeps already, as `may_keep` sees it."""

    name: str
    pinned: bool


def may_keep(name: str, pinned: bool, others: Sequence[Kept]) -> Verdict:
    """Whether one more filter, or this one under a new name, may be kept beside the others.

    Source: docs/requirements.md 000-21.
    """
    if len(others) >= MOST_VIEWS:
        return Verdict(False, "000-21", noop("最多存二十个，先删掉用不着的"))
    if name in {other.name for other in others}:
        return Verdict(False, "000-21", noop("已经有一个叫这个名字的了"))
    if pinned and sum(other.pinned for other in others) >= MOST_PINNED:
        return Verdict(False, "000-21", noop("上面最多放五个，先拿下来一个"))
    return Verdict(True)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """The text with every blank whose value is known; the others stay as they are."""
    return BLANK.sub(lambda found: facts.get(found[1]) or found[0], text)


def blanks(text: str) -> tuple[str, ...]:
    """Blanks still open in a text, each once, as they stand there."""
    return tuple(dict.fromkeys(f"{{{name}}}" for name in BLANK.findall(text)))


def whole(text: str) -> None:
    """Refuse words that still hold a blank: nobody is written to as {称呼}."""
    if left := blanks(text):
        words = _("%s 还没填上，改好再发。") % _("、").join(left)
        raise Refusal("blank_left", words, status=422)


def may_undo(done: datetime | None, at: datetime) -> Verdict:
    """A step of a batch is taken back within minutes or not at all: others build on it.

    Source: docs/requirements.md 000-21.
    """
    if done is not None and at - done <= REGRET:
        return Verdict(True)
    return Verdict(False, "000-21", noop("过了十分钟，不能一起撤回了"), noop("要改，请一件一件改"))
