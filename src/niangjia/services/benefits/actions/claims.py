"""Writes about claims: a worker takes, gives up, waits; a union decides; the house lets lapse."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.acts.drop import Dropped
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.offers import door as offers

from . import paying

SERVICE = "benefits"
CLAIMED = "benefits.claimed"
#: Where a claim, and a place in a line, is looked at.
CLAIM, PLACE = "/benefits/claims/%s/", "/benefits/waiting/%s/"


@dataclass(frozen=True, slots=True)
class Decided(Written):
    """A claim that was decided, and the offer whose page comes next."""

    offer_id: UUID


def wish(offer_id: UUID, people: tuple[UUID, ...] = (), token: str = "") -> offers.Wish:
    """What a worker asks this service for; `token` is from its waiting room, if it has one."""
    return offers.Wish(SERVICE, offer_id, people, token)


def enter(act: Act, offer_id: UUID) -> offers.room.Token:
    """Stand in the waiting room. It leaves no trace of who: the row holds a mark (ADR 0029)."""
    return offers.claiming.entered(act, SERVICE, offer_id)


def drop(act: Act, wanted: offers.Wish) -> Dropped:
    """Claim from a form, in one statement; the kept answer is where the claim is looked at."""
    return offers.claiming.dropped(act, wanted, CLAIMED, lambda id: (302, CLAIM % id))


def drop_for_program(act: Act, wanted: offers.Wish) -> Dropped:
    """The same for a program; the kept answer is the claims themselves."""
    return offers.claiming.dropped(act, wanted, CLAIMED, lambda id: (201, None))


@action(permit="benefits.claim", audit=CLAIMED, silent=True)
def claim(actor: Actor, *, wanted: offers.Wish) -> Written:
    """The same inside an act that is under way."""
    made = offers.claiming.claimed(actor, wanted)
    return Written(UUID(made[0]["id"]), actor.org_path)


def _of(row: offers.Claim | offers.Waiter) -> Written:
    return Written(row.id, row.org_path)


@action(permit="benefits.claim", audit="benefits.cancelled", silent=True)
def cancel(actor: Actor, *, claim_id: UUID) -> Written:
    """Give it up: the next in line gets it. Not once its voucher code was opened."""
    row = offers.claiming.in_sight(actor, claim_id)
    if offers.coupons.opened_by_holder(row):
        raise Refusal("opened", _("券码打开过了，就是你的了，不能再让给别人。"), status=422)
    return _of(offers.claiming.step(actor, row, "cancel"))


@action(permit="benefits.claim", audit="benefits.waited", silent=True)
def wait(actor: Actor, *, offer_id: UUID, only: bool = False) -> Written:
    """Stand in line, for this offer and its equals; with `only` for this one."""
    wanted = (offer_id,) if only else ()
    id = offers.waiting.join(actor, SERVICE, offer_id, wanted)
    return Written(id, actor.org_path)


@action(permit="benefits.claim", audit="benefits.left", silent=True)
def leave(actor: Actor, *, waiter_id: UUID) -> Written:
    """Stand in line no longer."""
    return _of(offers.waiting.leave(actor, waiter_id))


@action(permit="benefits.claim", audit="benefits.turn_taken", silent=True)
def take(actor: Actor, *, waiter_id: UUID) -> Written:
    """Say yes when it is one's turn."""
    id = offers.waiting.take(actor, waiter_id)
    return Written(id, actor.org_path)


@action(permit="benefits.claim", audit="benefits.proxy_named", silent=True)
def name_proxy(actor: Actor, *, claim_id: UUID, name: str) -> Written:
    """Say who collects it instead; "" takes it back."""
    row = offers.claiming.in_sight(actor, claim_id)
    held = offers.Claim.objects.filter(id=row.id, state__in=("granted", "ready"))
    if not held.update(proxy_name=name):
        raise Hidden("not_now")
    return _of(row)


@action(permit="benefits.claim", audit="benefits.code_shared", silent=True)
def share(actor: Actor, *, claim_id: UUID, on: bool) -> Written:
    """Let those one claimed with see the pick-up code, or no longer. One's own to say, always."""
    row = offers.claiming.in_sight(actor, claim_id)
    held = offers.Claim.objects.filter(id=row.id, person_id=actor.me, party_id__isnull=False)
    if not held.update(shared=on):
        raise Hidden("no_party")
    return _of(row)


def _ours(actor: Actor, claim_id: UUID) -> offers.Claim:
    """A claim at the acting union's own offer."""
    row = offers.claiming.in_sight(actor, claim_id)
    if row.org_id != actor.org:
        raise Hidden("no_claim")
    return row


def _tell(row: offers.Claim, title: str, text: str) -> None:
    notices.tell(
        row.person_id,
        service=SERVICE,
        title=title,
        text=phrase(text, title=row.title),
        link=CLAIM % row.id,
        weight=notices.Weight.DUE,
    )


@action(permit="benefits.run", audit="benefits.approved")
def approve(actor: Actor, *, claim_id: UUID) -> Decided:
    """Yes to a claim that was asked for."""
    row = offers.claiming.step(actor, _ours(actor, claim_id), "approve")
    _tell(row, noop("审核通过了"), noop("“%(title)s”批下来了，点开看怎么取。"))
    return Decided(row.id, row.org_path, row.offer_id)


@action(permit="benefits.run", audit="benefits.refused")
def refuse(actor: Actor, *, claim_id: UUID, why: str) -> Decided:
    """No, with the reason."""
    row = offers.claiming.step(actor, _ours(actor, claim_id), "refuse", note=why)
    _tell(row, noop("这次没有批"), noop("“%(title)s”这次没有批，点开看原因。"))
    return Decided(row.id, row.org_path, row.offer_id)


@action(permit="benefits.run", audit="benefits.called_off")
def call_off(actor: Actor, *, claim_id: UUID, why: str) -> Written:
    """The union takes a claim back before it was collected, with the reason."""
    row = offers.claiming.step(actor, _ours(actor, claim_id), "call_off", note=why)
    _tell(row, noop("工会取消了一份"), noop("“%(title)s”被工会取消了，点开看原因。"))
    return _of(row)


@action(permit="benefits.run", audit="benefits.prepared")
def prepare(actor: Actor, *, claim_ids: tuple[UUID, ...]) -> int:
    """These can be collected from now on; how many that is."""
    rows = [_ours(actor, one) for one in claim_ids]
    for row in rows:
        offers.claiming.step(actor, row, "prepare")
        _tell(row, noop("可以来取了"), noop("“%(title)s”备好了，带上取货码来取。"))
    return len(rows)


@action(permit="benefits.house", audit="benefits.settled")
def settle(actor: Actor) -> int:
    """What is due ends or lapses, and whoever it was for is told; how many rows that is."""
    found = offers.settling.settle(actor)
    for offer in found.ended:
        paying.give_back(actor, offer)
    for row in found.claims:
        _tell(row, noop("过期没取，收回了"), noop("“%(title)s”过了取的日子，留给下一位了。"))
    for one in found.turns:
        _tell_place(one, noop("没来得及确认"), noop("“%(title)s”过了确认的时间，给下一位了。"))
    for one in found.closed:
        _tell_place(
            one, noop("这次没有轮到"), noop("“%(title)s”发完了，排队到此为止，下次早点来。")
        )
    return len(found.claims) + len(found.turns) + len(found.closed)


def _tell_place(row: offers.Waiter, title: str, text: str) -> None:
    notices.tell(
        row.person_id,
        service=SERVICE,
        title=title,
        text=phrase(text, title=row.title),
        link=PLACE % row.id,
    )
