"""Opening, handling and judging a review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.context import act
from niangjia.kernel.base.types import Actor, Post, Refusal
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.cases.door import (
    Board,
    Case,
    Hold,
    NewCase,
    Opened,
    actions,
    evidence,
    holding,
    lessons,
    matters,
    merging,
    telling,
)
from niangjia.kernel.desks import door as desks
from niangjia.kernel.letters import door as letters
from niangjia.kernel.notices import door as notices
from niangjia.kernel.notices.door import Weight
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules
from niangjia.services.feedback.queries import hints
from niangjia.services.feedback.queries.boards import board_titles

from .merging import tell_new_day
from .told import HANDLERS, desk, mine, tell_author, tell_handlers, tell_union


@dataclass(frozen=True, slots=True)
class Review:
    """What was said about a firm, however it came in."""

    firm_id: UUID
    board: str
    stars: int
    topics: tuple[str, ...]
    text: str
    who: str = "union"
    title: str = ""


@action(permit="feedback.start", audit="feedback.opened")
def open_review(
    actor: Actor, *, review: Review, matter_id: UUID | None = None, files: Sequence[UUID] = ()
) -> Opened:
    """A worker's own review. The union that answers is told; the firm is not.

    With `matter_id` it is part of what others asked about, where that is on offer to it.
    """
    firm, union = _route(review)
    opened = actions.open_case(actor, _new(review, firm, union, shown=actor.name))
    evidence.hang(actor, opened.id, opened.org_path, files)
    if matter_id:
        matters.join(actor, opened.id, matter_id)
    tell_union(union.id, opened, noop("收到一条新的职工点评"))
    return opened


@action(permit="feedback.assist", audit="feedback.assisted")
def enter_review(
    actor: Actor,
    *,
    review: Review,
    origin: str,
    said_at: datetime | None,
    name: str = "",
    phone: str = "",
    files: Sequence[UUID] = (),
) -> Opened:
    """A cadre enters what somebody said on paper, by phone or in person.

    With a name or phone the author can log in, follow the case and give the verdict. Files that
    came along are the author's, whoever carries them in.
    """
    firm, union = _route(review)
    home = people.org(union.id)
    author_id = people.person_for(name, phone, home, firm) if home else None
    new = replace(
        _new(review, firm, union, shown=name.strip()),
        origin=origin,
        source_at=said_at,
        author_id=author_id,
        speaker=actor.name,
    )
    opened = actions.open_case(actor, new)
    evidence.hang(actor, opened.id, opened.org_path, files)
    if author_id:
        notices.tell(
            author_id,
            service=rules.SERVICE,
            title=noop("工会替你录下了一件事"),
            text=noop("登录后可以看进展、打分。"),
            link=mine(opened.id),
        )
    if union.id != actor.org_id:
        tell_union(union.id, opened, noop("收到一条代录的职工点评"))
    return opened


def _route(review: Review) -> tuple[people.OrgFacts, rules.Union]:
    firm, own = people.employer_and_union(review.firm_id)
    if firm is None:
        raise Refusal("no_firm", "没有找到这家单位，请重新选一下。", status=422)
    above = [_union(o) for o in people.unions_on_the_way(firm.path) if o.path.startswith(firm.root)]
    route = rules.route(firm.headcount, _union(own) if own else None, above, review.who)
    if route is None:
        raise Refusal("no_union", "这家单位还没有工会来接，请打工会热线。", status=422)
    return firm, route.union


def _union(facts: people.OrgFacts) -> rules.Union:
    return rules.Union(facts.id, facts.name, facts.path, facts.root, facts.level)


def _new(
    review: Review,
    firm: people.OrgFacts,
    union: rules.Union,
    *,
    shown: str,
) -> NewCase:
    return NewCase(
        service=rules.SERVICE,
        kind=rules.KIND,
        org_id=union.id,
        org_path=union.path,
        org_root=union.root,
        prefix=people.number_prefix(union.root),
        text=review.text,
        board=review.board,
        firm_id=firm.id,
        firm_name=firm.name,
        title=review.title,
        topics=review.topics,
        stars=review.stars,
        visibility=review.who,
        shown_name=shown if review.who == "firm" else "",
    )


@action(permit="feedback.handle", audit="feedback.accepted")
def accept(actor: Actor, *, case_id: UUID, text: str = "") -> Case:
    """Take a case on."""
    desks.rules.whole(text)
    case = actions.accept(actor, case_id, text)
    tell_author(case, noop("工会已受理"), noop("你说的事，工会接下了。"))
    return case


@action(permit="feedback.handle", audit="feedback.firm_asked")
def ask_firm(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """Take it to management."""
    desks.rules.whole(text)
    case = actions.ask_firm(actor, case_id, text)
    tell_author(
        case,
        noop("公司办理中"),
        noop("工会已经把这件事转给公司，公司看不到是谁提的。")
        if case.visibility != "firm"
        else noop("工会已经把这件事转给公司。"),
    )
    tell_new_day(merging.follow(actor, case.id))
    if case.firm_id:
        notices.tell_posts(
            case.firm_id,
            (Post.RESPONDER,),
            service=rules.SERVICE,
            title=noop("工会转来一件事"),
            text=phrase("编号 %(number)s，请在期限前答复工会。", number=case.number),
            link=f"/firm/feedback/{case.id}/",
            weight=Weight.DUE,
        )
    return case


@action(permit="feedback.handle", audit="feedback.replied")
def reply(
    actor: Actor,
    *,
    case_id: UUID,
    text: str,
    ask_verdict: bool,
    claim: str = "solved",
    files: Sequence[UUID] = (),
) -> Case:
    """Answer the author; ask for the verdict, or only say how it is going."""
    desks.rules.whole(text)
    if ask_verdict:
        case = actions.reply(actor, case_id, text, claim)
        telling.pass_on(actor, case, text, claim)
        tell_author(case, noop("等你打分"), noop("工会答复了，满意才算办结。"), Weight.DUE)
        if letters.owes_reason(claim):
            letters.owe_reason(actor, case, text)
    else:
        case = actions.progress(actor, case_id, text)
        tell_author(case, noop("有新进展"), noop("工会告诉你办到哪一步了。"))
    evidence.hang(actor, case.id, case.org_path, files)
    return case


@action(permit="feedback.handle", audit="feedback.sorted", silent=True)
def sort(actor: Actor, *, case_id: UUID, board: str) -> Case:
    """Put a case on the board it belongs to."""
    title = board_titles().get(board)
    if title is None or board == rules.UNSORTED:
        raise Refusal("no_board", "没有这个方面。", status=422)
    case = actions.sort(actor, case_id, board, title)
    if case.text:
        found, _taught = hints.suggested(actor, case.text)
        lessons.correct(actor, case, found.board or "", found.words)
    return case


@action(permit="feedback.handle", audit="feedback.noted", silent=True)
def note(actor: Actor, *, case_id: UUID, text: str) -> Case:
    """Write something only unions read."""
    return actions.note(actor, case_id, text)


@action(permit="feedback.firm", audit="feedback.firm_replied")
def firm_reply(
    actor: Actor,
    *,
    case_id: UUID,
    text: str,
    done: bool,
    cannot: bool = False,
    files: Sequence[UUID] = (),
) -> Case:
    """The firm answers the union, and only it; when done, or when it `cannot` be done, it is the
    union's turn again. For a no the firm owes a written reason."""
    if done or cannot:
        case = actions.firm_reply(actor, case_id, text, cannot=cannot)
        # What waits for this case has its new day; a firm has no sight of that.
        act().defer("feedback.follow", lock="feedback.follow")
    else:
        case = actions.firm_progress(actor, case_id, text)
    if cannot:
        letters.firm_owes_reason(case)
    evidence.hang(actor, case.id, case.org_path, files)
    notices.tell_posts(
        case.org_id,
        HANDLERS,
        service=rules.SERVICE,
        title=_said(done, cannot),
        text=phrase("编号 %(number)s，请核实后答复职工。", number=case.number),
        link=desk(case.id),
    )
    return case


def _said(done: bool, cannot: bool) -> str:
    if cannot:
        return noop("公司说办不到")
    return noop("公司答复了") if done else noop("公司说了进展")


@action(permit="feedback.handle", audit="feedback.relayed")
def relay(actor: Actor, *, case_id: UUID, said_id: UUID) -> Case:
    """Pass the firm's words on to the author. Nothing a firm writes gets there by itself."""
    case = actions.relay(actor, case_id, said_id)
    tell_author(case, noop("公司有话，工会转给你"), noop("公司怎么说的，工会看过，转给你。"))
    return case


@action(permit="feedback.write", audit="feedback.word_added")
def add_word(actor: Actor, *, case_id: UUID, text: str, files: Sequence[UUID] = ()) -> Case:
    """The author adds something."""
    case = actions.add_word(actor, case_id, text)
    evidence.hang(actor, case.id, case.org_path, files)
    tell_handlers(case, noop("职工补充了情况"))
    return case


@action(permit="feedback.boards", audit="feedback.board_added", silent=True)
def add_board(actor: Actor, *, title: str, topics: list[str]) -> Board:
    """Offer one more board."""
    return actions.add_board(actor, rules.SERVICE, title, topics)


@action(permit="feedback.boards", audit="feedback.board_closed", silent=True)
def close_board(actor: Actor, *, board_id: UUID) -> Board:
    """Stop offering a board."""
    return actions.close_board(actor, board_id)


@action(permit="feedback.hold", audit="feedback.held", silent=True)
def hold(actor: Actor, *, number: str, reason: str, until: date | None) -> Hold:
    """Let retention pass over a case to the end of a day, or until the hold is lifted."""
    return holding.hold(actor, number, reason=reason, until=until)


@action(permit="feedback.hold", audit="feedback.hold_lifted", silent=True)
def lift_hold(actor: Actor, *, hold_id: UUID) -> Hold:
    """Let retention have the case again."""
    return holding.lift(actor, hold_id)


@action(permit="feedback.import", audit="feedback.imported", silent=True)
def import_message(actor: Actor, *, new: NewCase) -> Opened:
    """One message of a file: no author, outside the loop's statistics."""
    return actions.open_case(actor, new)
