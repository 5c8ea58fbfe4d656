"""Verbs of a case. Services wrap each in an action of their own with a permit and an audit verb."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import local, now
from niangjia.kernel.base.ids import new_id, random_id
from niangjia.kernel.base.search import lexemes
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal

from . import boards, clocks, deputies, reach, rules, steps
from .flow import FLOW
from .models import Author, Board, Case, Event, Seat

ALL, AUTHOR, FIRM, STAFF = "all", "author", "firm", "staff"
#: How the clock of a step begins.
RUNNING = {"paused_at": None, "paused_for": "", "days_left": 0, "alarm": 0}
AWAY = rules.AWAY
#: What a firm may say on a case: to the union, which decides what the author gets to read.
FIRM_SPEAKS = ("firm_says", "firm_reply")
#: What stands on a case and in its thread where the firm says that it cannot be done.
CANNOT = "cannot"


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a service gives to open a case. `org_*` is the union that will answer."""

    service: str
    kind: str
    org_id: UUID
    org_path: str
    org_root: str
    prefix: str
    text: str
    board: str
    firm_id: UUID | None = None
    firm_name: str = ""
    title: str = ""
    topics: tuple[str, ...] = ()
    stars: int = 0
    visibility: str = "union"
    shown_name: str = ""
    origin: str = Case.Origin.ONLINE
    source_id: str = ""
    source_at: datetime | None = None
    counted: bool = True
    author_id: UUID | None = None
    speaker: str = ""
    extra: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Opened:
    """A case just opened."""

    id: UUID
    number: str
    org_path: str
    title: str
    firm_name: str
    at: datetime
    due_at: datetime | None


def open_case(actor: Actor, new: NewCase) -> Opened:
    """Open a case: one call of the door that writes case, author and first event together."""
    case_id, at = new_id(), now()
    title = new.title or rules.title_of(new.text)
    due_at = clocks.due(new.org_path, at)(FLOW.waits["received"].clock)
    row = _row(case_id, replace(new, title=title), at, due_at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.open_case(%s::jsonb)", [json.dumps(row)])
        number = str(cursor.fetchone()[0])
    steps.seal_opening(case_id, new, at, due_at)
    return Opened(case_id, number, new.org_path, title, new.firm_name, at, due_at)


def _row(case_id: UUID, new: NewCase, at: datetime, due_at: datetime | None) -> dict[str, Any]:
    numbers = [rules.number(new.prefix, local(at).date(), random_id()) for _ in range(3)]
    return {
        "id": str(case_id),
        "event_id": str(new_id()),
        "service": new.service,
        "kind": new.kind,
        "numbers": numbers,
        "org_id": str(new.org_id),
        "org_path": new.org_path,
        "org_root": new.org_root,
        "firm_id": str(new.firm_id or ""),
        "firm_name": new.firm_name,
        "title": new.title,
        "text": new.text,
        "board": new.board,
        "topics": list(new.topics),
        "stars": new.stars,
        "visibility": new.visibility,
        "shown_name": new.shown_name,
        "origin": str(new.origin),
        "source_id": new.source_id,
        "source_at": new.source_at.isoformat() if new.source_at else None,
        "counted": new.counted,
        "author_id": str(new.author_id or ""),
        "speaker": new.speaker,
        "at": at.isoformat(),
        "due_at": due_at.isoformat() if due_at else None,
        "lexemes": lexemes(new.title, new.text, new.firm_name, *numbers, *new.extra),
    }


def accept(actor: Actor, case_id: UUID, text: str) -> Case:
    """The union takes the case on; its first words go to the author."""
    case = in_hand(actor, case_id)
    step(actor, case, "accept", **deputies.hand(actor, case), firm_state="")
    say(actor, case, "accept", ALL, text)
    return case


def ask_firm(actor: Actor, case_id: UUID, text: str) -> Case:
    """Take the matter to management and seat the firm on the case. It never sees the author."""
    case = in_hand(actor, case_id)
    _settled(case)
    if case.firm_id is None:
        raise Refusal("no_firm", "这件事没有写是哪家单位，请先补上单位再转。")
    if case.visibility == AWAY:
        raise Refusal("author_wish", "写的人不想让公司看到这件事，请工会直接办、直接答复。")
    step(actor, case, "ask_firm", firm_state="waiting")
    _seat_firm(case)
    say(actor, case, "ask_firm", ALL, text)
    return case


def step(
    actor: Actor, case: Case, verb: str, *, at: str = "", due: Due | None = None, **changes: Any
) -> None:
    """One step; its deadline is what the union that answers promises, and its clock runs.

    `at` is the place of the union that answers from now on, where that is another one; `due` sets
    another deadline than the promise.
    """
    move(actor, case, verb, FLOW, due or clocks.due(at or case.org_path), **RUNNING, **changes)


def _seat_firm(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.seat_firm(%s, %s, %s)", [case.id, new_id(), now()])


def firm_reply(actor: Actor, case_id: UUID, text: str, *, cannot: bool = False) -> Case:
    """The firm tells the union what it did, or that it `cannot`. The author reads no word of it
    until `relay`."""
    case = get(actor, case_id)
    said = CANNOT if cannot else "answered"
    step(actor, case, "firm_reply", firm_state=said)
    Seat.objects.filter(case=case, org_id=actor.org, until=None).update(state="answered")
    about = CANNOT if cannot else ""
    say(actor, case, "firm_reply", FIRM, text, speaker=actor.org_name, about=about)
    return case


def reply(actor: Actor, case_id: UUID, text: str, claim: str = "solved") -> Case:
    """Answer the author, whose verdict is then awaited; `claim` is what has come of it so far."""
    if claim not in rules.CLAIMS:
        raise Refusal("no_claim", "请选这次答复算什么结果。", status=422)
    case = in_hand(actor, case_id)
    _settled(case)
    step(actor, case, "reply", **deputies.hand(actor, case), claim=claim)
    say(actor, case, "reply", ALL, text)
    return case


def note(actor: Actor, case_id: UUID, text: str) -> Case:
    """Write something only unions read."""
    case = get(actor, case_id)
    say(actor, case, "note", STAFF, text)
    return case


def sort(actor: Actor, case_id: UUID, board: str, title: str) -> Case:
    """Put a case on another board; nothing moves, and its stars stay what they are."""
    case = in_hand(actor, case_id)
    _still_open(case)
    change_now(case, board=board)
    say(actor, case, "sort", STAFF, "", about=title)
    return case


def progress(actor: Actor, case_id: UUID, text: str) -> Case:
    """Say how it is going; nothing moves. Unions speak to everybody at the table."""
    case = in_hand(actor, case_id)
    _still_open(case)
    say(actor, case, "says", ALL, text)
    return case


def firm_progress(actor: Actor, case_id: UUID, text: str) -> Case:
    """The firm tells the union how it is going; nothing moves, and the author reads none of it."""
    case = get(actor, case_id)
    _still_open(case)
    say(actor, case, "firm_says", FIRM, text, speaker=actor.org_name)
    return case


def relay(actor: Actor, case_id: UUID, said_id: UUID) -> Case:
    """Pass on to the author what the firm wrote, word for word, once somebody has read it."""
    case = in_hand(actor, case_id)
    _still_open(case)
    said = Event.objects.filter(case=case, pk=said_id, audience=FIRM, verb__in=FIRM_SPEAKS).first()
    if said is None:
        raise Hidden("no_words")
    if not Author.objects.filter(case=case).exists():
        raise Refusal("no_author", "这件事没有留下本人，没有人可以转告。")
    if Event.objects.filter(case=case, verb="relay", text=said.text).exists():
        raise Refusal("told_already", "这句话已经转告本人了。")
    say(actor, case, "relay", AUTHOR, said.text, about=said.speaker)
    return case


def _settled(case: Case) -> None:
    """Nobody goes on with a case while it is talked over who answers it."""
    if case.passing:
        raise Refusal("talked_over", "这件事正在商量转给谁，先收回来再往下办。")


def _still_open(case: Case) -> None:
    if case.state in FLOW.finals:
        raise Refusal("closed", "这件事已经办结了。")


def add_board(actor: Actor, service: str, title: str, topics: list[str]) -> Board:
    """Offer one more board to the workers of the actor's union and those below it."""
    board = Board(
        service=service,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        key=f"b{new_id().hex[-8:]}",
        title=title,
        topics=topics,
    )
    board.save(force_insert=True)
    boards.forget()
    return board


def close_board(actor: Actor, board_id: UUID) -> Board:
    """Stop offering a board; cases on it keep its name."""
    board = Board.objects.filter(pk=board_id, org_id=actor.org).first()
    if board is None:
        raise Hidden("no_board")
    Board.objects.filter(pk=board.pk).update(closed=True)
    boards.forget()
    return board


def say_all(actor: Actor, case_ids: Sequence[UUID], text: str, about: str) -> list[Case]:
    """Write one thing into the threads of several cases that came of them, for their authors.

    Cases the actor no longer sees are passed over.
    """
    found = list(Case.objects.filter(reach.visible(actor), pk__in=case_ids))
    Event.objects.bulk_create(
        [_event(actor, case, "letter", AUTHOR, text, about=about) for case in found]
    )
    return found


def add_word(actor: Actor, case_id: UUID, text: str) -> Case:
    """The author adds something; nothing moves."""
    case = get(actor, case_id)
    if case.state in FLOW.finals:
        raise Refusal("closed", "这件事已经办结了。还有话要说，可以再提一件。")
    say(actor, case, "add_word", AUTHOR, text, speaker="")
    return case


def change(case: Case, **values: Any) -> bool:
    """Change what is not the state, if nobody took a step or changed the same since `case` was
    read. True when it was done."""
    was = {name: getattr(case, name) for name in values}
    same = Case.objects.filter(pk=case.pk, state=case.state, moved_at=case.moved_at, **was)
    done = same.update(**values) == 1
    for name, value in values.items() if done else ():
        setattr(case, name, value)
    return done


def change_now(case: Case, **values: Any) -> None:
    """`change`, or a refusal that says somebody was faster."""
    if not change(case, **values):
        raise Refusal("state_changed", "这件事刚刚有了变化，请看看最新进展再操作。")


def get(actor: Actor, case_id: UUID) -> Case:
    """A case the actor can see; anything else does not exist."""
    found = Case.objects.filter(reach.visible(actor), pk=case_id).first()
    if found is None:
        raise Hidden("no_case")
    return found


def in_hand(actor: Actor, case_id: UUID) -> Case:
    """A case of the actor's own union. Unions above and beside it watch; the step is not theirs."""
    case = get(actor, case_id)
    if case.org_id != actor.org:
        raise Refusal("not_your_turn", "这件事由别的工会来办，你可以看，也可以写内部备注。")
    return case


def say(
    actor: Actor,
    case: Case,
    verb: str,
    audience: str,
    text: str,
    *,
    speaker: str | None = None,
    stars: int | None = None,
    about: str = "",
    link: str = "",
    union: UUID | None = None,
) -> None:
    """Append one event, and seal what the step was. Unions speak by name, firms as the firm.

    The author is never named and leaves no id: others read events too. `union` is the one that
    answers from now on, where that is another one.
    """
    event = _event(
        actor,
        case,
        verb,
        audience,
        text,
        speaker=speaker,
        stars=stars,
        about=about,
        link=link,
        union=union,
    )
    Event.objects.bulk_create([event])
    steps.seal(case, event)


def _event(
    actor: Actor,
    case: Case,
    verb: str,
    audience: str,
    text: str,
    *,
    speaker: str | None = None,
    stars: int | None = None,
    about: str = "",
    link: str = "",
    union: UUID | None = None,
) -> Event:
    return Event(
        case=case,
        org_root=case.org_root,
        at=now(),
        verb=verb,
        state=case.state,
        audience=audience,
        speaker=deputies.speaks(actor, case) if speaker is None else speaker,
        about=about,
        by_id=None if actor.post == Post.WORKER else actor.person_id,
        text=text.strip(),
        stars=stars,
        link=link,
        org_id=union or case.org_id,
        due_at=case.due_at,
        outcome=case.outcome,
    )
