"""Writes: begin, rooms, who sleeps where, what is handed out, what it costs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.base.wording import insist, phrase
from niangjia.kernel.cases.door import queries as cases
from niangjia.kernel.cases.door import telling
from niangjia.kernel.notices import door as notices
from niangjia.kernel.surveys import door as surveys

from . import queries, rules
from .models import Cost, Guest, Receipt, Room, Stay, Supply

#: Where a guest sees the room and signs for what was handed out.
MINE = "/lodging/"
#: People taken over from one head-count.
MOST = 1000


def due(until: date, start: datetime) -> Due:
    """A stay is to be ended the day after its last night; a cost decided by the next day."""

    def by(clock: str) -> datetime | None:
        last = until if clock == "lodging.running" else local(start).date()
        return end_of(last + timedelta(days=1))

    return by


def _of(actor: Actor, stay: Stay) -> dict[str, object]:
    """Where a row of a stay stands."""
    return {"stay": stay, "org_id": actor.org, "org_root": stay.org_root, "org_path": stay.org_path}


def _running(actor: Actor, stay_id: UUID) -> Stay:
    stay = queries.row_of(actor, stay_id)
    if stay.state != Stay.States.RUNNING:
        raise Refusal("ended", _("这次安排已经结束了。"))
    return stay


@action(permit="lodging.run", audit="lodging.begun", silent=True)
def begin(actor: Actor, *, matter_id: UUID, bring: str, until: date) -> Written:
    """Begin a head-count of a matter: its authors are asked, and everybody else of the firm.

    All of the firm, so that who is asked, and who answers, does not say who wrote.
    """
    matter = cases.matters.one(actor, queries.MATTERS, matter_id)
    if not matter.mine or Stay.objects.filter(matter_id=matter_id).exists():
        raise Hidden("no_matter")
    heads = surveys.house.HEADS
    whom = (matter.firm_id or actor.org,)
    why = _(heads.why)
    frame = surveys.Frame(_(heads.title), why, "named", surveys.LEAST, until, whom)
    asked = surveys.house.spoken(heads)
    made = surveys.draft(
        actor, frame=frame, questions=asked, service="lodging", matter_id=matter_id
    )
    surveys.open_up(actor, survey_id=made.id, people=tuple(cases.matters.authors(actor, matter_id)))
    stay = Stay.objects.create(
        id=new_id(),
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        title=matter.title[:40],
        bring=bring,
        until=until,
        matter_id=matter_id,
        survey_id=made.id,
        by_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=due(until, now())("lodging.running"),
    )
    return Written(stay.id, stay.org_path)


@action(permit="lodging.run", audit="lodging.room_added", silent=True)
def add_room(
    actor: Actor, *, stay_id: UUID, name: str, beds: int, limit: int, gender: str
) -> Written:
    """Add a room."""
    stay = _running(actor, stay_id)
    held = Room.objects.filter(stay=stay)
    if held.filter(name=name).exists():
        raise Refusal("room_twice", _("已经有一间叫这个名字了。"), status=422)
    if held.count() >= rules.MOST_ROOMS:
        raise Refusal("rooms", _("最多六十间。"), status=422)
    made = Room.objects.create(
        id=new_id(), name=name, beds=beds, limit=limit, gender=gender, **_of(actor, stay)
    )
    return Written(made.id, made.org_path)


@action(permit="lodging.run", audit="lodging.arranged", silent=True)
def arrange(actor: Actor, *, stay_id: UUID) -> rules.Plan:
    """Take over who said they need a bed, and give one to everybody without; nobody is moved."""
    stay = _running(actor, stay_id)
    _take_over(actor, stay)
    guests = list(Guest.objects.select_for_update().filter(stay=stay).order_by("id"))
    rooms = [queries.place(one) for one in Room.objects.filter(stay=stay).order_by("name")]
    placed = {one.id: one.room_id for one in guests if one.room_id}
    plan = rules.arrange(rooms, [queries.sleeper(one) for one in guests], placed)
    for one in guests:
        one.room_id = plan.places.get(one.id, one.room_id)
    Guest.objects.bulk_update(guests, ["room"])
    return plan


def _take_over(actor: Actor, stay: Stay) -> None:
    """Whoever answered yes becomes a guest; an answer changed since is written over."""
    asked = surveys.own(actor, stay.survey_id).questions
    uses = {one.use: one.id for one in asked if one.use}
    known = {one.person_id: one for one in Guest.objects.filter(stay=stay)}
    said = surveys.read_names(actor, survey_id=stay.survey_id, after=None, most=MOST)
    fresh = []
    for one in said:
        if one.said.get(uses.get(surveys.house.PEOPLE, "")) != 0 or one.subject_id in known:
            continue
        fresh.append(
            Guest(
                id=new_id(),
                person_id=one.subject_id,
                name=one.name,
                gender=rules.WOMEN if one.said.get(uses[surveys.house.GENDER]) else rules.MEN,
                bedding=one.said.get(uses[surveys.house.BEDDING]) == 0,
                wish=str(one.said.get(uses[surveys.house.WITH], ""))[:60],
                **_of(actor, stay),
            )
        )
    Guest.objects.bulk_create(fresh)


@action(permit="lodging.run", audit="lodging.moved", silent=True)
def put(actor: Actor, *, stay_id: UUID, guest_id: UUID, room_id: UUID | None) -> Written:
    """Put one guest into a room, or out of one, where the rule allows it."""
    stay = _running(actor, stay_id)
    guest = Guest.objects.select_for_update().filter(id=guest_id, stay=stay).first()
    room = _room(stay, room_id) if room_id else None
    if guest is None or (room_id and room is None):
        raise Hidden("no_guest")
    if room:
        inside = Guest.objects.filter(room=room).exclude(id=guest.id).count()
        verdict = rules.may_sleep(queries.sleeper(guest), queries.place(room), inside)
        insist(verdict, "bed", status=422)
    Guest.objects.filter(id=guest.id).update(room=room)
    return Written(guest.id, guest.org_path)


def _room(stay: Stay, room_id: UUID) -> Room | None:
    """A room, locked: two who put people into it at once do not overfill it."""
    return Room.objects.select_for_update().filter(id=room_id, stay=stay).first()


#: What a guest is told.
ROOM = (noop("住处安排好了"), noop("你住%(room)s，%(bring)s。点开看，领了东西在里面签收。"))
IN_THREAD = noop("今晚的住处安排好了。报了名的，住哪间、带什么，在各自的“消息”里。")


@action(permit="lodging.run", audit="lodging.told")
def tell(actor: Actor, *, stay_id: UUID) -> int:
    """Tell everybody whose room they do not know yet, each once; and the matter, once, in every
    thread. Returns how many."""
    stay = _running(actor, stay_id)
    rows = Guest.objects.select_for_update().filter(stay=stay).exclude(room=None)
    fresh = [one for one in rows.select_related("room") if one.told_room != one.room_id]
    first = not rows.exclude(told_room=None).exists()
    for one in fresh:
        text = phrase(ROOM[1], room=one.room.name if one.room else "", bring=stay.bring)
        notices.tell(
            one.person_id,
            service="lodging",
            title=ROOM[0],
            text=text,
            link=MINE,
            weight=notices.Weight.URGENT,
        )
    Guest.objects.filter(id__in=[one.id for one in fresh]).update(told_room=F("room_id"))
    if fresh and first:
        _tell_threads(actor, stay)
    return len(fresh)


def _tell_threads(actor: Actor, stay: Stay) -> None:
    kind = telling.Kinds.PROGRESS
    gets = telling.preview(actor, stay.matter_id, kind).gets
    if gets:
        words = telling.Words(kind, _(IN_THREAD))
        telling.begin(actor, stay.matter_id, words, [one.id for one in gets])


@action(permit="lodging.run", audit="lodging.stocked", silent=True)
def stock(actor: Actor, *, stay_id: UUID, name: str, bedding: bool, came: int) -> Written:
    """So many of a thing came in."""
    stay = _running(actor, stay_id)
    known = Supply.objects.filter(stay=stay, name=name)
    if not known.update(stock=F("stock") + came, left=F("left") + came):
        Supply.objects.create(
            id=new_id(), name=name, bedding=bedding, stock=came, left=came, **_of(actor, stay)
        )
    return Written(stay.id, stay.org_path)


@action(permit="lodging.run", audit="lodging.handed_out")
def hand_out(actor: Actor, *, stay_id: UUID, supply_id: UUID) -> int:
    """Hand one to every guest with a room who has none yet, each against a receipt.

    Refused as a whole when there are not enough: nobody is passed over by chance.
    """
    stay = _running(actor, stay_id)
    supply = Supply.objects.select_for_update().filter(id=supply_id, stay=stay).first()
    if supply is None:
        raise Hidden("no_supply")
    wanting = Guest.objects.filter(stay=stay).exclude(room=None).exclude(receipts__supply=supply)
    wanting = wanting.filter(bedding=True) if supply.bedding else wanting
    guests = list(wanting.order_by("name", "id"))
    if len(guests) > supply.left:
        short = {"n": len(guests) - supply.left, "name": supply.name}
        raise Refusal("short", _("%(name)s还差 %(n)d 份，先补上再发。") % short, status=422)
    _issue(actor, stay, supply, guests)
    _tell_handed(guests, supply)
    return len(guests)


def _issue(actor: Actor, stay: Stay, supply: Supply, guests: list[Guest]) -> None:
    n = len(guests)
    Supply.objects.filter(id=supply.id).update(handed=F("handed") + n, left=F("left") - n)
    begun = Receipt.objects.filter(stay=stay).count()
    mark = f"L{today():%Y%m%d}-{stay.id.hex[-4:].upper()}"
    Receipt.objects.bulk_create(
        Receipt(
            id=new_id(),
            supply=supply,
            guest=one,
            person_id=one.person_id,
            number=f"{mark}-{begun + at:03d}",
            handed_by=actor.name,
            at=now(),
            **_of(actor, stay),
        )
        for at, one in enumerate(guests, 1)
    )


def _tell_handed(guests: list[Guest], supply: Supply) -> None:
    notices.tell_all(
        [one.person_id for one in guests],
        service="lodging",
        title=noop("东西发给你了"),
        text=phrase(noop("领到了%(name)s，点开签收一下。"), name=supply.name),
        link=MINE,
    )


@action(permit="lodging.stay", audit="lodging.signed", silent=True)
def sign(actor: Actor, *, receipt_id: UUID) -> Written:
    """The guest says: I got it."""
    own = Receipt.objects.filter(id=receipt_id, person_id=actor.me)
    own.filter(confirmed_at=None).update(confirmed_at=now(), confirmed_by=actor.name)
    return _signed(own.first())


@action(permit="lodging.run", audit="lodging.ticked", silent=True)
def tick(actor: Actor, *, stay_id: UUID, receipt_id: UUID) -> Written:
    """A cadre says so by name, for whoever has no phone at hand."""
    own = Receipt.objects.filter(id=receipt_id, stay=queries.row_of(actor, stay_id))
    own.filter(confirmed_at=None).update(confirmed_at=now(), confirmed_by=actor.name)
    return _signed(own.first())


def _signed(row: Receipt | None) -> Written:
    if row is None:
        raise Hidden("no_receipt")
    return Written(row.id, row.org_path)


@action(permit="lodging.run", audit="lodging.cost_asked")
def ask_cost(actor: Actor, *, stay_id: UUID, title: str, fen: int) -> Written:
    """Ask the chair for money."""
    stay = _running(actor, stay_id)
    made = Cost.objects.create(
        id=new_id(),
        title=title,
        fen=fen,
        by_name=actor.name,
        moved_at=now(),
        due_at=due(stay.until, now())("lodging.cost"),
        **_of(actor, stay),
    )
    notices.tell_posts(
        actor.org,
        (Post.CHAIR,),
        service="lodging",
        title=noop("有一笔费用等你批"),
        text=phrase(noop("%(title)s，%(yuan)s 元。"), title=title, yuan=rules.yuan(fen)),
        link=f"/desk/lodging/{stay.id}/",
        weight=notices.Weight.DUE,
    )
    return Written(made.id, made.org_path)


@action(permit="lodging.approve", audit="lodging.cost_decided", silent=True)
def decide(actor: Actor, *, stay_id: UUID, cost_id: UUID, yes: bool) -> Written:
    """The chair says yes or no."""
    stay = queries.row_of(actor, stay_id)
    cost = Cost.objects.filter(id=cost_id, stay=stay).first()
    if cost is None:
        raise Hidden("no_cost")
    step = "approve" if yes else "refuse"
    move(actor, cost, step, rules.COST, due(stay.until, now()), decided_by=actor.name)
    return Written(cost.id, cost.org_path)


@action(permit="lodging.run", audit="lodging.ended", silent=True)
def end(actor: Actor, *, stay_id: UUID) -> Written:
    """It is over; everything is kept for a year."""
    stay = queries.row_of(actor, stay_id)
    move(actor, stay, "end", rules.STAY, due(stay.until, now()), closed_at=now())
    return Written(stay.id, stay.org_path)
