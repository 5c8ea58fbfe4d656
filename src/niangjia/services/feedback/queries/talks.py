"""Who is to answer: the talk on a case, and what a union has offered or been offered."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, day_text, local, now
from niangjia.kernel.base.pills import Status
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Handover, passing, queries
from niangjia.services.feedback import rules

#: State of a talk -> (colour, icon, word).
STATES: dict[str, tuple[str, str, str]] = {
    "offered": ("warn", "clock", noop("等对方接收")),
    "declined": ("warn", "undo", noop("对方不接")),
    "disputed": ("warn", "flag", noop("等上级定")),
    "taken": ("ok", "check", noop("对方接了")),
    "assigned": ("ok", "law", noop("上级定了转过去")),
    "kept": ("ok", "law", noop("上级定了不转")),
    "back": ("", "undo", noop("收回了")),
    "lapsed": ("", "undo", noop("不转了")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """One side's words."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Talk:
    """How the talk about a case stands, and what the actor's union may do."""

    status: Status
    giver: str
    taker: str
    decider: str
    line: str
    said: tuple[Said, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class TalkRow:
    """A talk in the union's list. `url` only while the union sees the case."""

    url: str
    number: str
    status: Status
    line: str
    said: tuple[Said, ...]
    when: str


def waiting(actor: Actor) -> int:
    """Badge of the desk's navigation: talks whose next step this union owes."""
    return queries.counts(actor, rules.SERVICE)["talks"]


@query(permit="feedback.desk")
def on_case(actor: Actor, case_id: UUID) -> Talk | None:
    """The talk that goes on about a case, for the unions that have a part in it or stand above."""
    found = queries.open_talk(case_id)
    if found is None:
        return None
    may = _may(actor, found) if actor.may("feedback.handle") else frozenset[str]()
    return Talk(
        _status(found.state),
        found.giver_name,
        found.taker_name,
        found.decider_name,
        _line(found),
        _said(found),
        may,
    )


def _may(actor: Actor, found: Handover) -> frozenset[str]:
    """Verbs of the union acted for."""
    verbs = {
        "take": actor.org_id == found.taker_id,
        "decline": actor.org_id == found.taker_id and found.state == "offered",
        "take_back": actor.org_id == found.giver_id,
        "dispute": actor.org_id == found.giver_id
        and found.state != "disputed"
        and bool(passing.may_dispute(found)),
        "decide": actor.org_id == found.decider_id and passing.may_decide(found),
    }
    return frozenset(verb for verb, allowed in verbs.items() if allowed)


def _status(state: str) -> Status:
    kind, icon, word = STATES[state]
    return Status(kind, icon, _(word))


#: Who owes the next step, and by when.
LINES = {
    "offered": (noop("%(taker)s要在%(day)s前给回话"), noop("%(taker)s该在%(day)s前给回话，晚了")),
    "declined": (
        noop("%(giver)s在%(day)s前收回，或者请上级定"),
        noop("%(giver)s没有再提，到时候自动收回"),
    ),
    "disputed": (
        noop("%(decider)s要在%(day)s前定下来"),
        noop("%(decider)s该在%(day)s前定下来，晚了"),
    ),
}


def _line(found: Handover) -> str:
    if found.due_at is None:
        return ""
    return _(LINES[found.state][found.due_at < now()]) % {
        "taker": found.taker_name,
        "giver": found.giver_name,
        "decider": found.decider_name,
        "day": date_text(local(found.due_at).date()),
    }


def _said(found: Handover) -> tuple[Said, ...]:
    words = (
        (found.giver_name, found.reason),
        (found.taker_name, found.answer),
        (found.decider_name, found.ruling),
    )
    return tuple(Said(who, text) for who, text in words if text)


@query(permit="feedback.handle")
def listed(actor: Actor, cursor: str = "") -> tuple[list[TalkRow], str]:
    """What the union offered, was offered or was asked to decide, newest first."""
    page = queries.talks(actor, rules.SERVICE, cursor)
    return [_row(actor, *pair) for pair in page.items], page.cursor


def _row(actor: Actor, found: Handover, number: str) -> TalkRow:
    opens = found.org_path.startswith(actor.org_path) or found.closed_at is None
    return TalkRow(
        reverse("feedback_desk:case", args=[found.case_id]) if opens and number else "",
        number,
        _status(found.state),
        _("%(giver)s → %(taker)s") % {"giver": found.giver_name, "taker": found.taker_name},
        _said(found),
        day_text(found.created_at),
    )
