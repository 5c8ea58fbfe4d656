"""HTTP API of 职工点评 for programs acting for a worker, a union or a firm."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from pydantic import PrivateAttr, StrictBool, StrictInt

from niangjia.kernel.acts.api import PROBLEMS, Bearer, Text, operation
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.cases.door import Opened, Row, Wanted, Whole, queries
from niangjia.kernel.cases.door import rules as case_rules

from . import actions, rules
from .queries.boards import open_boards

router = Router(auth=Bearer(), tags=["cases"])
HOUSE_BOARDS = dict(rules.BOARDS)
READ = ("feedback.write", "feedback.desk", "feedback.firm")


class CaseBrief(Schema):
    """A case in a list. `due_at` is when the next step is owed."""

    id: UUID
    number: str
    title: str
    board: str
    state: str
    stars: int
    firm_name: str
    created_at: datetime
    moved_at: datetime
    due_at: datetime | None


class CasePage(Schema):
    """One page; give `cursor` as `after` to get the next ("" at the end)."""

    items: list[CaseBrief]
    cursor: str


class EventOut(Schema):
    """Something said or done, as the caller may see it."""

    at: datetime
    verb: str
    state: str
    speaker: str
    text: str


class CaseOut(CaseBrief):
    """One case with its timeline. Never says who asked."""

    _created: bool = PrivateAttr(default=False)
    text: str
    topics: list[str]
    visibility: str
    events: list[EventOut]


class CaseIn(Schema):
    """A review of a firm by the acting worker."""

    firm_id: UUID
    board: Text = Field(max_length=30)
    stars: StrictInt = Field(ge=1, le=5)
    text: Text = Field(min_length=rules.TEXT_MIN, max_length=rules.TEXT_MAX)
    topics: list[Text] = Field(default_factory=list, max_length=12)
    who: Literal["union", "firm", "upper"] = "union"


class ReplyIn(Schema):
    """Words on a case. `final`: a union asks for the verdict, a firm says it is done.

    `claim`: what a union says has come of it, with `final`. `cannot`: a firm says that it cannot be
    done, and owes a written reason.
    """

    text: Text = Field(min_length=2, max_length=1000)
    final: StrictBool = False
    cannot: StrictBool = False
    claim: Literal["solved", "partly", "explained", "guided", "legal"] = "solved"


class VerdictIn(Schema):
    """The author's verdict. Sending back needs a reason of at least five characters.

    `outcome` says which of the answers to the union's claim it is; without it, the claim is taken.
    """

    solved: StrictBool
    outcome: Literal["solved", "partly", "accept"] | None = None
    stars: StrictInt = Field(ge=1, le=5)
    text: Text = Field(default="", max_length=rules.TEXT_MAX)


class ListAsk(Schema):
    """Which cases: `tab` and `state` are for unions, `closed` for authors and firms."""

    tab: Literal["todo", "late", "out", "open", "done"] = "open"
    state: Literal["", "received", "accepted", "with_firm", "answered", "returned", "merged"] = ""
    closed: bool = False
    after: Text = Field(default="", max_length=200)


@router.get("/cases", response={200: CasePage, **PROBLEMS}, summary="Cases the caller may see")
@operation(*READ)
def list_cases(request: HttpRequest, actor: Actor, ask: Query[ListAsk]) -> Schema:
    """Own cases for a worker, the desk's list for a union, seated cases for a firm."""
    if actor.may("feedback.write"):
        page = queries.of_author(actor, rules.SERVICE, closed=ask.closed, cursor=ask.after)
    elif actor.may("feedback.desk"):
        wanted = Wanted(tab=ask.tab, state=ask.state, cursor=ask.after)
        page = queries.inbox(actor, rules.SERVICE, wanted)
    else:
        page = queries.of_firm(actor, rules.SERVICE, waiting=not ask.closed, cursor=ask.after)
    return CasePage(items=[CaseBrief(**_brief(row)) for row in page.items], cursor=page.cursor)


@router.post("/cases", response={201: CaseOut, **PROBLEMS}, summary="Write a review")
@operation("feedback.start")
def create_case(request: HttpRequest, actor: Actor, body: CaseIn) -> Schema:
    """Open a case; the union that answers is chosen by the house's rules."""
    if body.board not in HOUSE_BOARDS and body.board not in dict(open_boards()[0]):
        raise Refusal("no_board", "没有这个方面。", status=422)
    review = actions.Review(
        body.firm_id, body.board, body.stars, tuple(body.topics), body.text, body.who
    )
    opened = actions.open_review(actor, review=review)
    made = _opened(opened, review)
    made._created = True
    return made


def _opened(opened: Opened, review: actions.Review) -> CaseOut:
    """What was just written, without reading it back."""
    first = EventOut(at=opened.at, verb="open", state="received", speaker="", text="")
    return CaseOut(
        id=opened.id,
        number=opened.number,
        title=opened.title,
        board=review.board,
        state="received",
        stars=review.stars,
        firm_name=opened.firm_name,
        created_at=opened.at,
        moved_at=opened.at,
        due_at=opened.due_at,
        text=review.text,
        topics=list(review.topics),
        visibility=review.who,
        events=[first],
    )


@router.get("/cases/{uuid:case_id}", response={200: CaseOut, **PROBLEMS}, summary="One case")
@operation(*READ)
def read_case(request: HttpRequest, actor: Actor, case_id: UUID) -> Schema:
    """A case the caller may see."""
    return _read(actor, case_id)


@router.post(
    "/cases/{uuid:case_id}/reply",
    response={200: CaseOut, **PROBLEMS},
    summary="Answer as a union or a firm",
)
@operation("feedback.handle", "feedback.firm")
def reply(request: HttpRequest, actor: Actor, case_id: UUID, body: ReplyIn) -> Schema:
    """A union answers the author; a firm answers the union."""
    if actor.may("feedback.handle"):
        actions.reply(
            actor, case_id=case_id, text=body.text, ask_verdict=body.final, claim=body.claim
        )
    else:
        done = body.final and not body.cannot
        actions.firm_reply(actor, case_id=case_id, text=body.text, done=done, cannot=body.cannot)
    return _read(actor, case_id)


@router.post(
    "/cases/{uuid:case_id}/verdict",
    response={200: CaseOut, **PROBLEMS},
    summary="Close the case or send it back",
)
@operation("feedback.write")
def verdict(request: HttpRequest, actor: Actor, case_id: UUID, body: VerdictIn) -> Schema:
    """The author's word on the answer."""
    if not body.solved and len(body.text.strip()) < rules.TEXT_MIN:
        raise Refusal("reason_needed", "退回要写还差在哪里，至少 5 个字。", status=422)
    said = _said(actor, case_id, body)
    actions.verdict(actor, case_id=case_id, said=said, stars=body.stars, text=body.text)
    return _read(actor, case_id)


def _said(actor: Actor, case_id: UUID, body: VerdictIn) -> str:
    if not body.solved:
        return "back"
    return body.outcome or case_rules.answers(queries.for_author(actor, case_id).claim)[0]


def _read(actor: Actor, case_id: UUID) -> CaseOut:
    if actor.may("feedback.write"):
        return _out(queries.for_author(actor, case_id))
    if actor.may("feedback.desk"):
        return _out(queries.for_union(actor, case_id))
    return _out(queries.for_firm(actor, case_id))


def _brief(row: Row) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CaseBrief.model_fields}


def _out(whole: Whole) -> CaseOut:
    return CaseOut(
        **_brief(whole.row),
        text=whole.text,
        topics=list(whole.row.topics),
        visibility=whole.row.visibility,
        events=[
            EventOut(at=e.at, verb=e.verb, state=e.state, speaker=e.speaker or e.about, text=e.text)
            for e in whole.events
        ],
    )
