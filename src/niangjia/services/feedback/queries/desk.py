"""What a union reads: the inbox, one case, its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.acts.page import path_to
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import day_text, now, span_text
from niangjia.kernel.base.types import Actor, Hidden, Post
from niangjia.kernel.cases.door import FLOW, Row, Wanted, Whole, deputies, pausing, queries
from niangjia.kernel.cases.door import merging as case_merging
from niangjia.kernel.cases.door import rules as case_rules
from niangjia.kernel.letters import door as letters
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

from . import canned, duties, hints, merging, sieve, talks, views, words
from .boards import board_titles, topic_titles

SECOND = timedelta(seconds=1)
ORIGIN_WORDS = {
    "paper": noop("意见箱纸条"),
    "phone": noop("来电"),
    "visit": noop("来访"),
    "imported": noop("导入"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A clock chip."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """A case in the list."""

    id: str
    url: str
    title: str
    line: str
    icon: str
    group: str
    due: Chip
    current: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ClockBox:
    """One box of the clock above a case."""

    label: str
    value: str
    kind: str = ""
    percent: int | None = None


@dataclass(frozen=True, slots=True)
class DeskCase:
    """A case at the desk. Says nothing about who asked."""

    id: str
    number: str
    title: str
    status: pills.Status
    visibility: str
    origin: str | None
    entered_by: str | None
    board: str
    firm: str
    when: str
    score: int
    text: str
    topics: tuple[str, ...]
    state: str
    shown_name: str


@dataclass(frozen=True, slots=True)
class DeskCan:
    """What the actor may do with the case now."""

    accept: bool
    reply: bool
    note: bool
    seat: bool
    forward: bool
    sort: bool
    pause: bool
    resume: bool
    call: bool
    missed: int
    relay: bool
    take: bool
    decline: bool
    take_back: bool
    dispute: bool
    decide: bool
    merge: bool
    unmerge: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another case about the same firm."""

    url: str
    title: str
    when: str


@dataclass(frozen=True, slots=True)
class DeskPage:
    """All of the desk's page of one case."""

    case: DeskCase
    clock: list[ClockBox]
    steps: list[words.Step]
    seats: list[Fact]
    can: DeskCan
    similar: list[Other]
    has_author: bool
    claim: str
    hint: hints.Hint | None
    letters: list[letters.Line]
    talk: talks.Talk | None
    canned: list[canned.Choice]
    answers: duties.Answers | None
    files: int
    grouped: bool
    merged: merging.Merged | None


@dataclass(frozen=True, slots=True)
class AuthorCard:
    """Who asked, shown after a look was written down."""

    subject_id: UUID
    object_id: UUID
    name: str
    phone_masked: str
    call: str
    note: str


def waiting(actor: Actor) -> int:
    """Badge of the desk's navigation: cases whose next step this union owes."""
    return queries.counts(actor, rules.SERVICE)["todo"]


@query(permit="feedback.desk")
def tabs(actor: Actor, current: str, asked: Mapping[str, str]) -> list[views.Tab]:
    """The tabs and the filters kept beside them, each with its badge."""
    counts = queries.counts(actor, rules.SERVICE)
    base, kept = path_to("feedback_desk:inbox"), views.pinned(actor, asked)
    beside = any(tab.current for tab in kept)
    return [
        views.Tab(
            f"{base}?tab={key}",
            _(label),
            views.badge(counts.get(key)),
            key == "late",
            key == current and not beside,
        )
        for key, label in sieve.tabs_of(actor)
    ] + kept


@query(permit="feedback.desk")
def inbox(
    actor: Actor, ask: Wanted, asked: Mapping[str, str], current: UUID | None = None
) -> tuple[list[InboxRow], str]:
    """One page of the list and the cursor of the next."""
    page = queries.inbox(actor, rules.SERVICE, ask)
    titles, states = board_titles(), dict(sieve.states())
    base, tail = path_to("feedback_desk:inbox"), sieve.address({"tab": ask.tab, **asked})
    return [
        _inbox_row(row, titles, states, f"{base}{row.id}/?{tail}", row.id == current)
        for row in page.items
    ], page.cursor


def _inbox_row(
    row: Row, titles: dict[str, str], states: dict[str, str], url: str, current: bool
) -> InboxRow:
    kind, label = words.chip(row)
    parts = [
        row.firm_name or _("没写单位"),
        titles.get(row.board, row.board),
        states[row.state],
    ]
    return InboxRow(
        str(row.id),
        url,
        row.title,
        " · ".join(parts),
        "star",
        "voice",
        Chip(kind, label),
        current,
    )


@query(permit="feedback.desk")
def case(actor: Actor, case_id: UUID) -> DeskPage:
    """One case at the desk."""
    whole = queries.for_union(actor, case_id)
    row = whole.row
    has_author = queries.author_id(actor, case_id) is not None
    talk = talks.on_case(actor, case_id) if row.passing else None
    can = _can(actor, whole, has_author, talk.may if talk else frozenset())
    similar = queries.same_firm(actor, whole.firm_id, row.id) if whole.firm_id else []
    return DeskPage(
        desk_case(whole),
        _clock(whole),
        words.steps(whole.events, row, reader="union", may_relay=can.relay and has_author),
        _seats(whole),
        can,
        [
            Other(reverse("feedback_desk:case", args=[o.id]), o.title, day_text(o.created_at))
            for o in similar
        ],
        has_author,
        whole.claim,
        hints.hint(actor, whole) if can.sort else None,
        letters.of_case(actor, case_id),
        talk,
        canned.fitting(actor, row, whole.shown_name) if can.reply or can.forward else [],
        _answers(actor, whole, can),
        row.files,
        row.grouped,
        merging.on_case(actor, whole),
    )


def _answers(actor: Actor, whole: Whole, can: DeskCan) -> duties.Answers | None:
    if not can.sort:
        return None
    return duties.on_case(actor, whole, may_offer=can.forward, may_guide=can.reply)


def _may_call(whole: Whole, has_author: bool) -> bool:
    """The author judges alone while there is time."""
    online = whole.row.origin == "online"
    return bool(case_rules.may_call_now(online, has_author, whole.row.due_at, now()))


def desk_case(whole: Whole) -> DeskCase:
    """A case at the top of its pages."""
    row = whole.row
    origin = ORIGIN_WORDS.get(row.origin)
    opened_by = whole.events[0].speaker if origin and whole.events else ""
    when = whole.source_at or row.created_at
    return DeskCase(
        str(row.id),
        row.number,
        row.title,
        words.status(row.state, row.outcome, at_desk=True),
        _("说被为难，公司和本单位工会都看不到")
        if whole.pressed
        else _(dict(rules.WHO).get(row.visibility, "")),
        _(origin) if origin else None,
        opened_by or None,
        board_titles().get(row.board, row.board),
        row.firm_name,
        day_text(when),
        row.stars,
        whole.text,
        topic_titles(row.topics),
        row.state,
        whole.shown_name,
    )


def _clock(whole: Whole) -> list[ClockBox]:
    row = whole.row
    first = next((e.at for e in whole.events if e.verb in ("accept", "says", "reply")), None)
    boxes = [
        ClockBox(_("首次回应"), span_text(first - row.created_at), "ok")
        if first
        else ClockBox(_("首次回应"), _("还没有"), "warn")
    ]
    if row.due_at and row.state not in FLOW.finals:
        kind, label = words.chip(replace(row, passing=""))
        spent = (now() - row.moved_at) / max(row.due_at - row.moved_at, SECOND)
        boxes.append(
            ClockBox(_("这一步还剩"), label, kind or "ok", max(0, min(100, int(spent * 100))))
        )
    elif row.paused_for:
        boxes.append(ClockBox(_("这一步还剩"), _("暂停计时"), "warn"))
    boxes.append(ClockBox(_("退回次数"), str(whole.rounds), "warn" if whole.rounds else ""))
    return boxes


def _seats(whole: Whole) -> list[Fact]:
    union = people.org(whole.org_id)
    parts = (union.name if union else "", whole.row.handler_name, _stands_in(whole))
    out = [Fact(_("主办"), " ".join(filter(None, parts)))]
    labels = {"firm": _("公司"), "union": _("关注"), "offered": _("商量中")}
    return out + [Fact(labels[capacity], name) for name, capacity in queries.seats(whole.row.id)]


def _stands_in(whole: Whole) -> str:
    """Who does the case while its handler is away."""
    if whole.handler_id is None or whole.row.state in FLOW.finals:
        return ""
    found = deputies.of_handler(whole.org_id, whole.handler_id)
    return _("（请假，%s代班）") % found if found else ""


TALK_VERBS = ("take", "decline", "take_back", "dispute", "decide")


def _can(actor: Actor, whole: Whole, has_author: bool, talk: frozenset[str]) -> DeskCan:
    row = whole.row
    settled = not row.passing
    verbs = FLOW.open_to(row.state, actor.post) if row.mine else []
    handles = actor.may("feedback.handle")
    here = case_merging.side(actor, row)
    return DeskCan(
        accept="accept" in verbs,
        reply="reply" in verbs and settled,
        note=handles,
        seat="ask_firm" in verbs
        and settled
        and bool(row.firm_name)
        and row.visibility != rules.UPPER,
        forward="forward" in verbs and settled and not row.paused_for,
        sort=row.mine and handles and row.state not in FLOW.finals,
        pause=row.mine and handles and settled and row.state in pausing.HELD and not row.paused_for,
        resume=handles and bool(row.paused_for),
        call=actor.post == Post.CALLER and row.state == "answered" and _may_call(whole, has_author),
        missed=whole.missed_calls,
        relay=handles and row.mine and row.state not in FLOW.finals,
        merge=handles and bool(case_rules.may_merge(here, here)),
        unmerge="unmerge" in verbs,
        **{verb: verb in talk for verb in TALK_VERBS},
    )


@query(permit="feedback.author", looks_at=noop("处理办件时查看了你的姓名和手机"))
def author(actor: Actor, case_id: UUID) -> AuthorCard:
    """Who asked. The person is told who looked, and when."""
    subject = queries.author_id(actor, case_id)
    found = people.person(subject) if subject else None
    if found is None:
        raise Hidden("no_author")
    return AuthorCard(
        found.subject_id,
        case_id,
        found.name,
        found.phone or _("没有登记"),
        found.phone,
        _("这次查看已记下，本人看得到"),
    )
