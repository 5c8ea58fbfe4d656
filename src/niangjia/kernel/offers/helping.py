"""Help with a claim on a cover: asked for by a member, led by the union that keeps the cover."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import look
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base import paging
from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.sealed import seal, unseal
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.base.wording import insist
from niangjia.kernel.people import door as people
from niangjia.kernel.rules import door as limits

from .help_rules import HELP, MOST_OPEN, covered_on, sent_on
from .models import CoverHelp, HelpEvent, Roll

States, Kinds = CoverHelp.States, CoverHelp.Kinds
SIZE = 50
COLUMN, SAID = "offers_coverhelp.sealed", "offers_helpevent.sealed"
LOOKED, PRINTED = noop("看你的理赔求助"), noop("把你的理赔求助印给保险公司")
#: Lists that insure or insured somebody.
COUNTS = (Roll.States.ACTIVE, Roll.States.ENDED)
WORD = "word"


@dataclass(frozen=True, slots=True)
class Story:
    """What happened, as it is typed."""

    kind: str
    day: date
    place: str
    words: str
    phone: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a request holds in the clear."""

    name: str = ""
    place: str = ""
    words: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One line of its history: `facts` are day, reference and fen where the step has them."""

    verb: str
    by_person: bool
    by: str
    at: datetime
    text: str
    facts: dict[str, Any]


def due(row: CoverHelp, start: datetime) -> Due:
    """Deadlines of a request; in a year whose holidays nobody announced by the plain count of
    days, which is never later."""

    def by(clock: str) -> datetime:
        try:
            return limits.due(clock, row.org_path, start)
        except limits.UnknownYear:
            length = limits.limit(clock, row.org_path).period.length
            return end_of(local(start).date() + timedelta(days=length))

    return by


def cover(actor: Actor, roll_id: UUID) -> Roll:
    """A cover the acting person is or was on; another is Hidden."""
    rows = Roll.objects.filter(kind=Roll.Kinds.COVER, state__in=COUNTS, id=roll_id)
    found = rows.filter(entries__person_id=actor.me).defer("problems").first()
    if found is None:
        raise Hidden("no_cover")
    return found


def last_day(row: Roll) -> date | None:
    """The last day a cover holds: its own, or the day the union ended it early."""
    ended = local(row.closed_at).date() if row.closed_at else None
    return min((one for one in (row.until, ended) if one), default=None)


def ask(actor: Actor, roll_id: UUID, story: Story) -> CoverHelp:
    """Begin a request on one's own cover, for something that happened while it held."""
    roll = cover(actor, roll_id)
    insist(covered_on(story.day, today(), roll.since, last_day(roll)), "cover_day")
    if _mine(actor).filter(closed_at=None).count() >= MOST_OPEN:
        raise Refusal("many_open", _("你有好几件还在办，请先在那几件里补充一句。"))
    row = _row(actor, roll, story)
    row.due_at = due(row, row.at)(HELP.waits[HELP.initial].clock)
    row.save(force_insert=True)
    _note(actor, row, "ask")
    return row


def _row(actor: Actor, roll: Roll, story: Story) -> CoverHelp:
    help_id = new_id()
    told = Told(actor.name, story.place, story.words, story.phone)
    return CoverHelp(
        id=help_id,
        roll_id=roll.id,
        title=roll.title,
        insurer=roll.source,
        org_id=roll.org_id,
        org_root=roll.org_root,
        org_path=roll.org_path,
        org_name=roll.org_name,
        person_id=actor.me,
        number=f"B{today():%Y%m%d}-{help_id.hex[-6:].upper()}",
        kind=story.kind,
        day=story.day,
        sealed=seal(json.dumps(asdict(told), ensure_ascii=False), COLUMN, help_id),
        at=now(),
        moved_at=now(),
    )


def told(row: CoverHelp) -> Told:
    """What a request says, in the clear. Whoever calls has written the look down."""
    return Told(**json.loads(unseal(row.sealed, COLUMN, row.id)))


def _note(actor: Actor, row: CoverHelp, verb: str, text: str = "", **facts: Any) -> None:
    event_id = new_id()
    kept = json.dumps({"text": text, **facts}, ensure_ascii=False) if text or facts else ""
    HelpEvent(
        id=event_id,
        help=row,
        org_id=row.org_id,
        org_root=row.org_root,
        org_path=row.org_path,
        person_id=row.person_id,
        verb=verb,
        sealed=seal(kept, SAID, event_id),
        by_person=actor.post == Post.WORKER,
        by_name=actor.name,
        at=now(),
    ).save(force_insert=True)


def history(row: CoverHelp) -> list[Said]:
    """What was said and done, in order."""
    return [_said(one) for one in row.events.order_by("id")]


def _said(one: HelpEvent) -> Said:
    kept = unseal(one.sealed, SAID, one.id)
    facts = json.loads(kept) if kept else {}
    text = facts.pop("text", "")
    return Said(one.verb, one.by_person, one.by_name, one.at, text, facts)


def _step(actor: Actor, row: CoverHelp, verb: str, text: str = "", **changes: Any) -> CoverHelp:
    over = now() if HELP.step(verb).target in HELP.finals else None
    move(actor, row, verb, HELP, due(row, now()), closed_at=over, alarm=0, **changes)
    return row


def take(actor: Actor, help_id: UUID) -> CoverHelp:
    """An officer takes it on."""
    row = own(actor, help_id)
    _step(actor, row, "take", handler_id=actor.me, handler_name=actor.name)
    _note(actor, row, "take")
    return row


def send(actor: Actor, help_id: UUID, day: date, reference: str) -> CoverHelp:
    """It was handed to the insurer on a day, and stands there under a number."""
    row = own(actor, help_id)
    insist(sent_on(day, today(), local(row.at).date()), "sent_day")
    _step(actor, row, "send", sent_on=day, reference=reference)
    _note(actor, row, "send", day=day.isoformat(), reference=reference)
    return row


def pay(actor: Actor, help_id: UUID, fen: int) -> CoverHelp:
    """The insurer says it pays so much; said again, the amount is put right."""
    row = own(actor, help_id)
    _step(actor, row, "pay", fen=fen)
    _note(actor, row, "pay", fen=fen)
    return row


def end(actor: Actor, help_id: UUID, verb: str, reason: str) -> CoverHelp:
    """The insurer refuses, with its reason; or the member told the union to call it off."""
    row = own(actor, help_id)
    _step(actor, row, verb, fen=None)
    _note(actor, row, verb, reason)
    return row


def answer(actor: Actor, help_id: UUID, verb: str, text: str = "") -> CoverHelp:
    """The member withdraws, says whether the money came, or asks the union to try again."""
    row = one_of_mine(actor, help_id)
    _step(actor, row, verb)
    _note(actor, row, verb, text)
    return row


def say(actor: Actor, row: CoverHelp, text: str) -> CoverHelp:
    """A word from either side while it is under way."""
    if row.closed_at:
        raise Refusal("over", _("这件已经办完了，补充不了。还有事请打电话给工会。"))
    _note(actor, row, WORD, text)
    return row


def _mine(actor: Actor) -> QuerySet[CoverHelp]:
    return CoverHelp.objects.filter(person_id=actor.me)


def mine(actor: Actor) -> list[CoverHelp]:
    """Requests of the acting person, the newest first."""
    return list(_mine(actor).order_by("-id")[:SIZE])


def one_of_mine(actor: Actor, help_id: UUID) -> CoverHelp:
    """A request of the acting person; another is Hidden."""
    found = _mine(actor).filter(id=help_id).first()
    if found is None:
        raise Hidden("no_help")
    return found


def _own(actor: Actor) -> QuerySet[CoverHelp]:
    return CoverHelp.objects.filter(
        org_root=actor.org_root, org_id=actor.org, org_path=actor.org_path
    )


def own(actor: Actor, help_id: UUID) -> CoverHelp:
    """A request to the acting union; another is Hidden."""
    found = _own(actor).filter(id=help_id).first()
    if found is None:
        raise Hidden("no_help")
    return found


def opened(actor: Actor, help_id: UUID, what: str = LOOKED) -> tuple[CoverHelp, Told]:
    """A request with its words, a look its member can see."""
    row = own(actor, help_id)
    look(actor, row.person_id, what, row.id)
    return row, told(row)


def sheet(actor: Actor, help_id: UUID) -> tuple[CoverHelp, Told, str]:
    """A request with its words and the member's identity number ("" where none is held), for the
    insurer; not before somebody took it on, nor after it was withdrawn."""
    row, words = opened(actor, help_id, PRINTED)
    if row.state in (States.ASKED, States.WITHDRAWN):
        raise Refusal("no_sheet", _("接手以后才能打印；撤回了的不再给保险公司。"))
    found = people.id_numbers([row.person_id]).get(row.person_id)
    return row, words, found[1] if found else ""


def listed(actor: Actor, *, over: bool, cursor: str = "") -> paging.Page[CoverHelp]:
    """Requests to the union without their words: those under way, the first due first; or those
    that are over, the newest first."""
    if over:
        return _over(_own(actor).exclude(closed_at=None), cursor)
    rows = _own(actor).filter(closed_at=None)
    if after := paging.decode(cursor, paging.moment, UUID):
        rows = rows.filter(Q(due_at__gt=after[0]) | Q(due_at=after[0], id__gt=after[1]))
    found = list(rows.order_by("due_at", "id")[: SIZE + 1])
    return paging.page(found, SIZE, lambda one: (_moment(one.due_at), str(one.id)))


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def _over(rows: QuerySet[CoverHelp], cursor: str) -> paging.Page[CoverHelp]:
    if after := paging.decode(cursor, UUID):
        rows = rows.filter(id__lt=after[0])
    return paging.page(list(rows.order_by("-id")[: SIZE + 1]), SIZE, lambda one: (str(one.id),))


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch found: waits that end today, waits that are over, and what it closed."""

    soon: list[CoverHelp]
    late: list[CoverHelp]
    settled: list[CoverHelp]


#: How far a wait's alarm has gone.
SOON, LATE = 1, 2
BATCH = 200


def watch(actor: Actor) -> Watched:
    """Remind once on the last day and once after it; where the member was to say whether the
    money came and said nothing, the request is closed."""
    quiet = _waits(now()).filter(state=States.PAID).order_by("due_at")[:BATCH]
    settled = [_settled(actor, row) for row in list(quiet)]
    late = _raised(_waits(now()).exclude(state=States.PAID).filter(alarm__lt=LATE), LATE)
    soon = _raised(_waits(end_of(today())).filter(alarm__lt=SOON), SOON)
    return Watched(soon, late, settled)


def _waits(until: datetime) -> QuerySet[CoverHelp]:
    return CoverHelp.objects.filter(closed_at=None, due_at__lte=until)


def _settled(actor: Actor, row: CoverHelp) -> CoverHelp:
    _step(actor, row, "settle")
    _note(actor, row, "settle")
    return row


def _raised(rows: QuerySet[CoverHelp], level: int) -> list[CoverHelp]:
    found = list(rows.order_by("due_at")[:BATCH])
    CoverHelp.objects.filter(id__in=[one.id for one in found]).update(alarm=level)
    return found


def about(person_id: UUID) -> list[dict[str, Any]]:
    """Everything a person said and was told in their requests, for their own export."""
    said: dict[UUID, list[Said]] = defaultdict(list)
    for one in HelpEvent.objects.filter(person_id=person_id).order_by("id"):
        said[one.help_id].append(_said(one))
    rows = CoverHelp.objects.filter(person_id=person_id).order_by("id")
    return [line for row in rows for line in _lines(row, said[row.id])]


def _lines(row: CoverHelp, said: Iterable[Said]) -> Iterator[dict[str, Any]]:
    words = told(row)
    yield {
        "number": row.number,
        "at": row.at,
        "place": words.place,
        "text": words.words,
        "phone": words.phone,
    }
    for one in said:
        if one.text:
            yield {"number": row.number, "at": one.at, "viewer": one.by, "text": one.text}
