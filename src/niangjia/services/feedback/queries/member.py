"""What a worker reads: the form's facts, the own cases, one case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from niangjia.kernel.acts.action import query
from niangjia.kernel.base import pills
from niangjia.kernel.base.clock import date_text, day_text, local, now
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import FLOW, Row, Whole, clocks, queries
from niangjia.kernel.cases.door import rules as case_rules
from niangjia.kernel.letters import door as letters
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules

from . import words
from .boards import board_titles, topic_titles

OPEN_STATES = tuple(FLOW.waits)


@dataclass(frozen=True, slots=True)
class Firm:
    """The firm a review is about, preset or chosen."""

    id: str
    name: str
    note: str
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class FirmRow:
    """A firm in the search."""

    id: str
    name: str
    place: str
    mine: bool


@dataclass(frozen=True, slots=True)
class CaseRow:
    """An own case in the list."""

    url: str
    title: str
    status: pills.Status
    line: str
    when: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class CaseHead:
    """An own case at the top of its page."""

    id: str
    number: str
    title: str
    status: pills.Status
    board: str
    firm: str
    when: str
    score: int
    text: str
    topics: tuple[str, ...]
    visibility: str
    due: pills.Due | None
    state: str
    together: int = 0
    #: Who answers now, while it is talked over who will.
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Can:
    """What the author may do now."""

    add_word: bool
    withdraw: bool
    verdict: bool
    contest: bool
    appeal: bool
    reopen: bool
    apart: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """All of the author's page of one case."""

    case: CaseHead
    steps: list[words.Step]
    can: Can
    claim: str
    letters: list[letters.Line]
    files: int


@dataclass(frozen=True, slots=True)
class Next:
    """What happens after sending, with its date."""

    title: str
    text: str


@query(permit="feedback.start")
def firm_for_review(actor: Actor, firm_id: UUID | None) -> Firm | None:
    """The chosen firm, else the worker's own."""
    own = people.employer_of(actor)
    found = people.org(firm_id) if firm_id else own
    if found is None or found.kind != "employer":
        return None
    mine = own is not None and own.id == found.id
    union = people.org(found.union_id)
    answers = union.name if union and found.headcount >= rules.SMALL_FIRM else _("镇街工会")
    note = _("你的单位 · 由%s来办") if mine else _("由%s来办")
    return Firm(str(found.id), found.name, note % answers)


@query(permit="feedback.start")
def search_firms(actor: Actor, text: str) -> list[FirmRow]:
    """Firms whose name contains `text`; the own one when nothing is typed."""
    own = people.employer_of(actor)
    found = people.find_employers(text, actor.org_root) if text.strip() else [own] if own else []
    return [
        FirmRow(str(f.id), f.name, f.industry, own is not None and own.id == f.id) for f in found
    ]


#: So many matters of others are offered at once.
OFFERS = 3


@query(permit="feedback.start")
def offers(actor: Actor, text: str, firm_id: UUID | None) -> list[tuple[str, str]]:
    """What others asked about that these words speak of, as choices; the newest without words."""
    found = queries.matters.offers(actor, rules.SERVICE, text, firm_id, OFFERS)
    return [(str(one.id), _others(one.title, one.people)) for one in found]


def _others(title: str, people: int) -> str:
    return ngettext(
        "我也遇到：%(title)s（%(n)d 位工友）", "我也遇到：%(title)s（%(n)d 位工友）", people
    ) % {"title": title, "n": people}


@query(permit="feedback.start")
def start(actor: Actor, matter_id: UUID | None, firm_id: UUID | None) -> tuple[str, str]:
    """Words and board to start with for somebody who met the same; nothing where it is not on
    offer."""
    found = matter_id and queries.matters.offer(actor, rules.SERVICE, matter_id, firm_id)
    return (_("我也遇到了：%(title)s") % {"title": found.title}, found.board) if found else ("", "")


@query(permit="feedback.start")
def promises(actor: Actor) -> list[str]:
    """The promised dates, said before anything is sent."""
    return [
        _first_answer(actor.org_path),
        _("受理后%s内给出答复；公司没办好，由工会接着办") % _length(actor.org_path),
        _("满意不满意你来打分，不满意就退回重办"),
    ]


def _first_answer(path: str) -> str:
    """By when somebody answers; only how long, where nobody knows the holidays yet."""
    first = clocks.promised(path, "received")
    if first.until is None:
        return _("%s内，工会会回应你") % first.length
    return _("%s前，工会会回应你") % date_text(local(first.until).date())


def _length(path: str) -> str:
    return f" {clocks.promised(path, 'accepted').length} "


@query(permit="feedback.write")
def said_already(actor: Actor, firm_id: UUID, text: str) -> UUID | None:
    """The open case that says the same already."""
    return queries.said_already(actor, rules.SERVICE, firm_id, text)


@query(permit="feedback.write")
def my_cases(actor: Actor, *, closed: bool, cursor: str = "") -> tuple[list[CaseRow], str]:
    """The worker's own open or closed cases, newest first, and the next cursor."""
    page = queries.of_author(actor, rules.SERVICE, closed=closed, cursor=cursor)
    titles = board_titles()
    return [_row(row, titles) for row in page.items], page.cursor


def _row(row: Row, titles: dict[str, str]) -> CaseRow:
    return CaseRow(
        reverse("feedback:case", args=[row.id]),
        row.title,
        words.status(row.state, row.outcome),
        f"{titles.get(row.board, '')} · {row.number}",
        day_text(row.moved_at),
        row.state == "answered",
    )


@query(permit="feedback.write")
def my_case(actor: Actor, case_id: UUID) -> CasePage:
    """One own case with its timeline and what may be done."""
    whole = queries.for_author(actor, case_id)
    row = whole.row
    head = CaseHead(
        str(row.id),
        row.number,
        row.title,
        words.status(row.state, row.outcome),
        board_titles().get(row.board, ""),
        row.firm_name,
        day_text(row.created_at),
        row.stars,
        whole.text,
        topic_titles(row.topics),
        _(dict(rules.WHO).get(row.visibility, "")),
        words.due(row),
        row.state,
        queries.matters.together(case_id) if row.grouped else 0,
        answers=_answers(whole),
    )
    runs = row.state in OPEN_STATES
    can = Can(
        runs,
        runs,
        row.state == "answered",
        bool(row.paused_for),
        runs and bool(case_rules.may_appeal(whole.rounds, row.due_at, 0, now())),
        row.state == "closed"
        and row.closed_at is not None
        and bool(case_rules.may_reopen(row.closed_at, now())),
        row.state == "merged",
    )
    return CasePage(
        head,
        words.steps(whole.events, row, reader="author"),
        can,
        whole.claim,
        # No letter speaks to an author without a word in the thread.
        letters.of_case(actor, case_id) if any(e.verb == "letter" for e in whole.events) else [],
        row.files,
    )


def _answers(whole: Whole) -> str:
    union = people.org(whole.org_id) if whole.row.passing else None
    return union.name if union else ""


@query(permit="feedback.write")
def after_sending(actor: Actor, case_id: UUID) -> tuple[CaseHead, list[Next]]:
    """The result page: number, and what happens next with dates."""
    page = my_case(actor, case_id)
    return page.case, [
        Next(_("工会受理"), _first_answer(actor.org_path)),
        Next(_("办理和答复"), _("受理后%s内答复你") % _length(actor.org_path)),
        Next(_("你来打分"), _("满意才算办结，不满意可以退回")),
    ]


@dataclass(frozen=True, slots=True)
class Parcel:
    """The case in progress on the home page."""

    url: str
    title: str
    status: pills.Status
    step: int
    steps: int
    due_text: str


ORDER = {"received": 1, "returned": 1, "accepted": 2, "merged": 2, "with_firm": 3, "answered": 4}


@query(permit="feedback.write")
def in_progress(actor: Actor) -> tuple[Parcel | None, list[CaseRow]]:
    """The open case that is furthest, and at most three further ones."""
    rows = list(queries.of_author(actor, rules.SERVICE, size=12).items)
    live = sorted((r for r in rows if r.state in ORDER), key=lambda r: -ORDER[r.state])
    rest = [_row(row, board_titles()) for row in live[1:4]]
    return (_parcel(live[0]), rest) if live else (None, [])


def _parcel(row: Row) -> Parcel:
    found = words.due(row)
    return Parcel(
        reverse("feedback:case", args=[row.id]),
        row.title,
        words.status(row.state, row.outcome),
        ORDER[row.state],
        4,
        found.text if found else "",
    )
