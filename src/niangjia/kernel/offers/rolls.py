"""Named lists of people: brought in from a table or a survey, looked through, then in use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import look
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.people import door as people

from .models.rolls import MOST_LINES, Household, Roll, RollEntry
from .roll_flow import ROLL
from .roll_sheet import Line, Problem

State = Roll.States
#: Days a list may wait to be looked through, and be in use without an end.
DRAFT_LIES, LONGEST = 30, 730
SIZE, NAMES = 100, 50
#: People one cover may hold.
MOST_COVER = 100_000
TWICE = noop("这个人前面已经有一行了")


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a list."""

    title: str
    why: str
    source: str
    since: date
    until: date | None = None
    survey_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody for a list: who, the union they belong to, how many, and with whom they live."""

    person_id: UUID
    place: str
    need: int = 1
    house: str = ""


def due(until: date | None, start: datetime) -> Due:
    """A draft lies a month; a list in use is over with its last day, two years at most."""

    def by(clock: str) -> datetime | None:
        day = local(start).date()
        if clock == "roll.draft":
            return end_of(day + timedelta(days=DRAFT_LIES))
        return end_of(until or day + timedelta(days=LONGEST))

    return by


def bring(actor: Actor, *, head: Head, lines: Sequence[Line], problems: Sequence[Problem]) -> Roll:
    """Make a list of a table's lines; who is not found, or named twice, is kept as a problem."""
    given = [people.Given(one.name, one.phone, one.number) for one in lines]
    met: dict[UUID, Named] = {}
    wrong = list(problems)
    for line, found in zip(lines, people.matched(actor, given), strict=True):
        if isinstance(found, str):
            wrong.append(Problem(line.row, line.words, found))
        elif found.id in met:
            wrong.append(Problem(line.row, line.words, TWICE))
        else:
            met[found.id] = Named(found.id, found.home_path, line.need, line.house)
    return _made(actor, head, list(met.values()), sorted(wrong, key=lambda one: one.row))


def gather(actor: Actor, *, head: Head, needs: dict[UUID, int]) -> Roll:
    """Make a list of people and how many each asked for, as a survey found it."""
    places = people.homes(actor, needs)
    found = [Named(who, places[who], need) for who, need in needs.items() if who in places]
    lost = [Problem(0, "", noop("有人已经不在本工会的名册里"))] * (len(needs) - len(found))
    return _made(actor, head, found, lost[:1])


def cover(actor: Actor, *, head: Head, day: date) -> Roll:
    """A list of everybody who is a member on a day. Who leaves later stays on it to its end and is
    not on the next; who joins later waits for the next.

    Source: docs/requirements.md 003-05.
    """
    if day > today() or head.until is None:
        raise Refusal("cover_day", _("名单只能算到今天为止的会员，还要写保到哪天。"), status=422)
    found = [Named(who, place) for who, place in people.members_on(actor, day).items()]
    return _made(actor, head, found, [], kind=Roll.Kinds.COVER, most=MOST_COVER)


def covers(actor: Actor) -> list[Roll]:
    """The covers the acting person is on, those that hold first."""
    rows = Roll.objects.filter(kind=Roll.Kinds.COVER, state__in=(State.ACTIVE, State.ENDED))
    mine = rows.filter(entries__person_id=actor.me)
    return list(mine.defer("problems").order_by("state", "-until")[:SIZE])


def insured(actor: Actor, *, roll_id: UUID) -> list[tuple[str, str]]:
    """Name and identity number of everybody on a cover, each one a look its person can see: what an
    insurer needs to know whom it insures, and nothing of where they work or live."""
    row = own(actor, roll_id)
    if row.kind != Roll.Kinds.COVER or row.state != State.ACTIVE:
        raise Hidden("no_cover")
    ids = RollEntry.objects.filter(roll=row).values_list("person_id", flat=True)
    found = people.id_numbers(ids)
    for person in found:
        look(actor, person, noop("把你报给保险公司"), roll_id)
    return sorted(found.values())


def _made(
    actor: Actor,
    head: Head,
    found: Sequence[Named],
    problems: Sequence[Problem],
    *,
    kind: str = Roll.Kinds.LIST,
    most: int = MOST_LINES,
) -> Roll:
    if len(found) > most:
        raise Refusal("roll_long", _("一份名单最多 %d 个人，请分开。") % most, status=422)
    roll = Roll.objects.create(
        id=new_id(),
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        kind=kind,
        title=head.title,
        why=head.why,
        source=head.source,
        survey_id=head.survey_id,
        since=head.since,
        until=head.until,
        people=len(found),
        need=sum(one.need for one in found),
        problems=[[one.row, one.words, one.why] for one in problems],
        by_id=actor.me,
        by_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=due(head.until, now())("roll.draft"),
    )
    RollEntry.objects.bulk_create([_entry(roll, one) for one in found], batch_size=1000)
    _households(actor, roll, found)
    return roll


def _entry(roll: Roll, one: Named) -> RollEntry:
    return RollEntry(
        id=new_id(),
        roll=roll,
        org_id=roll.org_id,
        org_root=roll.org_root,
        org_path=roll.org_path,
        person_id=one.person_id,
        place=one.place,
        need=one.need,
        since=roll.since,
    )


def _households(actor: Actor, roll: Roll, found: Sequence[Named]) -> None:
    """People with one number in the table live together. Who has a household keeps it, and the
    others of that number join it."""
    shared = [one for one in found if one.house]
    ids = [one.person_id for one in shared]
    rows = Household.objects.filter(person_id__in=ids, org_root=actor.org_root, until=None)
    known = dict(rows.values_list("person_id", "household_id"))
    homes: dict[str, UUID] = {}
    for one in shared:
        if one.person_id in known:
            homes.setdefault(one.house, known[one.person_id])
    fresh = [one for one in shared if one.person_id not in known]
    Household.objects.bulk_create(
        [
            Household(
                id=new_id(),
                household_id=homes.setdefault(one.house, new_id()),
                person_id=one.person_id,
                org_root=roll.org_root,
                org_path=one.place,
                by_name=actor.name,
                since=today(),
            )
            for one in fresh
        ],
        batch_size=1000,
    )


def approve(actor: Actor, *, roll_id: UUID, approved_by: str) -> Roll:
    """It was looked through: from its first day on it counts."""
    row = own(actor, roll_id)
    if not row.people:
        raise Refusal("roll_empty", _("名单上一个人也没有，先把名字补上。"), status=422)
    move(actor, row, "approve", ROLL, due(row.until, now()), approved_by=approved_by, problems=[])
    return row


def drop(actor: Actor, *, roll_id: UUID) -> Roll:
    """Not this one."""
    row = own(actor, roll_id)
    move(actor, row, "drop", ROLL, due(row.until, now()), closed_at=now(), problems=[])
    return row


def end(actor: Actor, *, roll_id: UUID) -> Roll:
    """It counts no more."""
    row = own(actor, roll_id)
    move(actor, row, "end", ROLL, due(row.until, now()), closed_at=now())
    return row


def strike(actor: Actor, *, roll_id: UUID, person_id: UUID) -> Roll:
    """Take somebody off who was put there by mistake: the row goes, the audit stays."""
    row = own(actor, roll_id)
    found = RollEntry.objects.filter(roll=row, person_id=person_id).first()
    if found is None or row.state not in (State.DRAFT, State.ACTIVE):
        raise Hidden("no_entry")
    Roll.objects.filter(id=row.id).update(people=F("people") - 1, need=F("need") - found.need)
    found.delete()
    return row


def add(actor: Actor, *, roll_id: UUID, name: str, number: str, need: int) -> Roll:
    """Put somebody on it: a phone or a member number, and the name beside it."""
    row = own(actor, roll_id)
    if row.state not in (State.DRAFT, State.ACTIVE):
        raise Refusal("roll_closed", _("这份名单不用了，加不了人。"))
    found = people.matched(actor, [people.Given(name, number, number)])[0]
    if isinstance(found, str):
        raise Refusal("no_person", _(found), status=422)
    if RollEntry.objects.filter(roll=row, person_id=found.id).exists():
        raise Refusal("twice", _("已经在名单上了。"), status=422)
    _entry(row, Named(found.id, found.home_path, need)).save(force_insert=True)
    Roll.objects.filter(id=row.id).update(people=F("people") + 1, need=F("need") + need)
    return row


def pass_on(actor: Actor) -> int:
    """Drop drafts nobody looked at, end lists whose last day is over; returns how many."""
    late = Roll.objects.filter(due_at__lt=now(), state__in=(State.DRAFT, State.ACTIVE))
    rows = list(late.order_by("due_at")[:100])
    for row in rows:
        verb = "drop" if row.state == State.DRAFT else "end"
        move(actor, row, verb, ROLL, due(row.until, now()), closed_at=now())
    return len(rows)


def own(actor: Actor, roll_id: UUID) -> Roll:
    """A list of the acting union; everything else is Hidden."""
    found = Roll.objects.filter(id=roll_id, org_id=actor.org, org_path=actor.org_path).first()
    if found is None:
        raise Hidden("no_roll")
    return found


def one(actor: Actor, roll_id: UUID) -> Roll:
    """One list, without the names."""
    return own(actor, roll_id)


def listed(actor: Actor) -> list[Roll]:
    """Lists of the union, the newest first."""
    return list(_own(actor).order_by("-id")[:SIZE])


def _own(actor: Actor) -> QuerySet[Roll]:
    return Roll.objects.filter(
        org_root=actor.org_root, org_id=actor.org, org_path=actor.org_path
    ).defer("problems")


def usable(actor: Actor) -> list[Roll]:
    """Lists a rule may name: in use, or waiting to be looked through."""
    return list(_own(actor).filter(state__in=(State.DRAFT, State.ACTIVE)).order_by("-id")[:SIZE])


@dataclass(frozen=True, slots=True)
class OnIt:
    """Somebody on a list."""

    person_id: UUID
    name: str
    need: int


def names(actor: Actor, *, roll_id: UUID, after: UUID | None, most: int = NAMES) -> list[OnIt]:
    """Who is on it, each one a look its person can see."""
    rows = RollEntry.objects.filter(roll=own(actor, roll_id))
    rows = rows.filter(person_id__gt=after) if after else rows
    found = list(rows.order_by("person_id").values_list("person_id", "need")[:most])
    who = people.names([person for person, _need in found])
    for person, _need in found:
        look(actor, person, noop("看你在福利名单里"), roll_id)
    return [OnIt(person, who.get(person, people.UNNAMED), need) for person, need in found]


def needs_by_place(actor: Actor, rolls: Iterable[UUID]) -> dict[str, int]:
    """How many are asked for in each union, over several lists of the own union."""
    rows = RollEntry.objects.filter(roll_id__in=list(rolls), org_id=actor.org)
    out: dict[str, int] = {}
    for place, need in rows.values_list("place", "need"):
        out[place] = out.get(place, 0) + need
    return out
