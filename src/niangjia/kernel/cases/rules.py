"""Pure rules of cases: titles, numbers, who may call back. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
        return Verdict(False, "000-21", noop("你办过这件事，回访要请没经手的同事来做"))
    return Verdict(True)


#: What a union may say has come of a matter, and what its author may answer to that. Nobody but
#: the author, or an independent caller, makes a matter "solved".
ANSWERS: dict[str, tuple[str, ...]] = {
    "solved": ("solved", "partly", "back"),
    "partly": ("partly", "solved", "back"),
    "explained": ("accept", "back"),
    "guided": ("accept", "back"),
    "legal": ("accept", "back"),
}
CLAIMS = tuple(ANSWERS)


def answers(claim: str) -> tuple[str, ...]:
    """What the author may say to a claim; one from before there were any reads as solved."""
    return ANSWERS.get(claim, ANSWERS["solved"])


def outcome(claim: str, said: str) -> str:
    """What has come of it in the end; "" when it goes back. Raises KeyError for no answer to it.

    Source: docs/requirements.md 000-21: closed is not solved.
    """
    if said not in answers(claim):
        raise KeyError(said)
    return {"accept": claim, "back": ""}.get(said, said)


#: Days in which an author may open a closed matter once more.
REOPEN_DAYS = 30


def may_reopen(closed: datetime, at: datetime) -> Verdict:
    """A closed matter may turn out not to be solved after all."""
    if at - closed <= timedelta(days=REOPEN_DAYS):
        return Verdict(True)
    return Verdict(
        False,
        "000-21",
        noop("办结超过三十天了，不能再打开"),
        noop("还有问题，就重新写一条"),
    )


def may_appeal(rounds: int, due: datetime | None, alarm: int, at: datetime) -> Verdict:
    """The union above is asked once the one below had its chance: sent back, or late."""
    if rounds or alarm > 1 or (due is not None and due < at):
        return Verdict(True)
    return Verdict(
        False,
        "000-21",
        noop("工会还在说好的日子里"),
        noop("超时了，或者退回过一次，就可以请上级工会来办；有人为难你，现在就可以"),
    )


def may_call_now(online: bool, has_author: bool, due: datetime | None, at: datetime) -> Verdict:
    """Authors who can log in judge for themselves, as long as there is time."""
    if not (online and has_author) or (due is not None and due < at):
        return Verdict(True)
    return Verdict(False, "000-21", noop("这件事由职工本人打分，到期没打再回访"))


#: The author wants neither the own firm nor its union to see the case.
AWAY = "upper"


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a case gets a text meant for many."""

    own: bool
    state: str
    away: bool
    has_author: bool
    #: It is talked over who answers it.
    talked: bool = False


def may_be_told(case: Standing, *, verdict: bool) -> Verdict:
    """Whether one text for many goes to this case too; `verdict`: it asks the author to judge.

    Source: docs/requirements.md 000-21: one answer to all, each in the own thread.
    """
    if not case.own:
        return Verdict(False, "000-21", noop("由别的工会来办"))
    if case.state in ("closed", "withdrawn"):
        return Verdict(False, "000-21", noop("已经办结了"))
    if case.away:
        return Verdict(False, "000-21", noop("本人不想让本单位知道，请单独答复"))
    if verdict and case.talked:
        return Verdict(False, "000-21", noop("正在商量由谁来办"))
    if verdict and case.state == "answered":
        return Verdict(False, "000-21", noop("已经答复过，正等本人打分"))
    if not verdict and not case.has_author:
        return Verdict(False, "000-21", noop("没有留下本人，没有人可以告诉"))
    return Verdict(True)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two cases that shall be merged. `own`: the acting union answers for it."""

    own: bool
    state: str
    away: bool
    talked: bool
    paused: bool
    #: The day it was promised by is over.
    late: bool = False


#: States of a case that can be merged into another, and of one that others are merged into.
MERGED_FROM = ("received", "accepted", "returned")
MERGED_INTO = (*MERGED_FROM, "with_firm", "answered")
NOT_MERGED = {
    "with_firm": noop("已经请公司办了，它可以当主件"),
    "merged": noop("已经并到别的件里了"),
}


def may_merge(one: Side, main: Side, *, same: bool = False, refused: bool = False) -> Verdict:
    """Whether a case may wait for the answer of another; `refused`: its author once said no.

    Source: docs/requirements.md 000-21: who is left waiting, and what authors asked for, stands
    against it; so does whatever would let a clock stand still by way of another case.
    """
    if same:
        return Verdict(False, "000-21", noop("这件就是主件"))
    if not (one.own and main.own):
        return Verdict(False, "000-21", noop("两件都由你们来办，才能并到一起"))
    if one.state not in MERGED_FROM:
        return Verdict(False, "000-21", NOT_MERGED.get(one.state, noop("已经答复或者办结了")))
    if main.state not in MERGED_INTO:
        return Verdict(False, "000-21", noop("主件已经办结了，请另选一件"))
    if refused:
        return Verdict(False, "000-21", noop("本人说过这不是一回事"), noop("请单独答复"))
    if one.away or main.away:
        return Verdict(False, "000-21", noop("本人不想让本单位知道，请单独答复"))
    if one.talked or main.talked:
        return Verdict(False, "000-21", noop("正在商量由谁来办"))
    if one.paused or main.paused:
        return Verdict(False, "000-21", noop("计时停着"), noop("先接着计时"))
    if one.late and main.state == "with_firm":
        return Verdict(
            False, "000-21", noop("已经晚了，不能跟着公司的日子再往后推"), noop("请单独办")
        )
    return Verdict(True)


def earlier(*days: datetime | None) -> datetime | None:
    """The earliest of the days that are known."""
    return min((day for day in days if day), default=None)


#: States in which a main case leads on those merged into it: they have its day.
LEADING = ("accepted", "with_firm")


def day_together(state: str, own: datetime | None, main: datetime | None) -> datetime | None:
    """By when a case is due that is merged into one in `state`.

    Both have the earlier day while the union has the main one in hand. While the firm has it, its
    day is the next thing anybody can promise; an answered one moves nobody's day.
    Source: docs/requirements.md 000-21.
    """
    if state == "answered":
        return own
    return (main or own) if state == "with_firm" else earlier(own, main)


#: After so many refusals a case goes straight to the union above: nobody plays ball with it.
DECLINES_MOST = 2


def decider(giver: str, taker: str, unions: Iterable[str]) -> str:
    """The place of the union that decides who answers, when giver and taker do not agree.

    It is the nearest one above both; where one of the two is itself the highest, its word counts.
    Raises ValueError when no union stands over both.
    """
    over = sorted((p for p in unions if giver.startswith(p) and taker.startswith(p)), key=len)
    outside = [path for path in over if path not in (giver, taker)]
    if not over:
        raise ValueError("no union stands over both")
    return outside[-1] if outside else over[0]


def may_offer(bound: bool, upward: bool) -> Verdict:
    """A decision binds: who was told to answer does not pass it on again, except upwards."""
    if upward or not bound:
        return Verdict(True)
    return Verdict(
        False,
        "000-21",
        noop("上级已经定了由你们来办"),
        noop("办不了的，可以请上级工会来办"),
    )


def may_dispute(state: str, due: datetime | None, at: datetime, *, party_decides: bool) -> Verdict:
    """The union above is asked after a no, or after silence; not over its own word."""
    if party_decides:
        return Verdict(False, "000-21", noop("商量的一方就是上级工会，听它的"))
    if state == "declined" or (due is not None and due < at):
        return Verdict(True)
    return Verdict(False, "000-21", noop("对方还在说好的时间里，先等一等"))


def straight_up(declines: int) -> bool:
    """True when this many refusals are enough."""
    return declines >= DECLINES_MOST


#: Days somebody may stand in for a colleague at a stretch.
DEPUTY_DAYS = 92


@dataclass(frozen=True, slots=True)
class Deputising:
    """What decides whether a colleague may stand in. `own`: whoever is away names the deputy;
    `here`: both handle cases at the union. The last three hold for any of the days."""

    own: bool
    chair: bool
    here: bool
    same: bool
    since: date
    until: date
    has_deputy: bool = False
    stands_in: bool = False
    deputy_away: bool = False


def may_deputise(one: Deputising, day: date) -> Verdict:
    """Whether somebody may stand in for a colleague. Nothing is lent that the deputy has not.

    Source: docs/requirements.md 000-21: a matter has somebody who answers, also during leave.
    """
    if not (one.own or one.chair):
        return Verdict(False, "000-21", noop("替别人安排代班，由主席来定"))
    if not one.here:
        return Verdict(False, "000-21", noop("两个人都要是本工会办件的干部"))
    if one.same:
        return Verdict(False, "000-21", noop("自己不能代自己"), noop("请选一位同事"))
    if one.since < day or one.until < one.since:
        return Verdict(False, "000-21", noop("日子不对"), noop("从今天或者以后起，到那天或者更晚"))
    if (one.until - one.since).days >= DEPUTY_DAYS:
        return Verdict(False, "000-21", noop("一次最多三个月"), noop("更久的，请任命别人"))
    if one.has_deputy:
        return Verdict(False, "000-21", noop("这几天已经有人代班了"), noop("先结束那一段"))
    if one.stands_in:
        return Verdict(
            False, "000-21", noop("这几天正替别人代班，不能再转给别人"), noop("请主席另外安排")
        )
    if one.deputy_away:
        return Verdict(False, "000-21", noop("这位同事那几天也请假"), noop("请选别人"))
    return Verdict(True)
