"""Writes at the counter: a claim is collected, by its person or somebody else, and undone."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action, look
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.base.wording import insist, phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import Claim, Item, stock_rules, stocking

from . import sight

#: Hours in which a slip of the hand is undone at the counter.
UNDO_HOURS = 24
WAITS = ("granted", "ready")
#: Why nothing is handed out, by the state of the claim.
WHY_NOT = {
    "asked": noop("还没审核，批了才能发。"),
    "collected": noop("这一份已经取走了。"),
    "cancelled": noop("本人已经取消了。"),
    "called_off": noop("工会已经取消了。"),
    "lapsed": noop("过了取货期，收回去了。"),
    "refused": noop("没有通过审核。"),
    "returned": noop("已经退回了。"),
}
#: What the person is told when somebody else came for it.
FOR_YOU = (
    noop("有人替你取走了"),
    noop("%(title)s，%(who)s替你取的。不是你让他取的，请马上打工会热线。"),
)
BACK = (noop("刚才那次取货撤回了"), noop("%(title)s还没取走，取货码照旧能用。"))


@action(permit="benefits.hand", audit="benefits.collected")
def collect(
    actor: Actor, *, offer_id: UUID, claim_id: UUID, point_id: UUID | None, proxy: str = ""
) -> Written:
    """Hand out what was claimed. Where the goods are counted by point, one leaves this one."""
    claim = sight.claim(actor, offer_id, claim_id)
    if claim.state not in WAITS:
        why = WHY_NOT.get(claim.state, noop("这一份不在这里取。"))
        raise Refusal("not_waiting", _(why), status=422)
    look(actor, claim.person_id, "benefits.collected", claim.id)
    _take(actor, claim, point_id)
    said = {"collected_at": now(), "by_id": actor.me, "by_name": actor.name}
    who = proxy.strip()
    if who:
        said |= {"proxy_name": who, "proxy_at": now()}
        _tell(claim, FOR_YOU, title=claim.title, who=who)
    offers.claiming.step(actor, claim, "collect", **said)
    return Written(claim.id, claim.org_path)


def _take(actor: Actor, claim: Claim, point_id: UUID | None) -> None:
    """One off the shelf, where the union counts these goods by point."""
    item = Item.objects.filter(offer_id=claim.offer_id).first()
    if item is None:
        return
    if point_id is None:
        raise Refusal("which_point", _("这些东西按点记账，请先选在哪个点发。"), status=422)
    point = stocking.point_of(actor, point_id)
    if stocking.out(actor, point.id, item.id, 1, "hand", claim_id=claim.id) != 0:
        good, bad = stocking.handable(point.id, item.id)
        insist(stock_rules.may_hand(good, bad, item.unit), "none", status=422)
        raise Refusal("none", _("这个点没有了，换一个点再发。"), status=422)


def _tell(claim: Claim, words: tuple[str, str], **facts: str) -> None:
    notices.tell(
        claim.person_id,
        service="benefits",
        title=words[0],
        text=phrase(words[1], **facts),
        link="/benefits/",
    )


@action(permit="benefits.hand", audit="benefits.collect_undone")
def undo(actor: Actor, *, offer_id: UUID, claim_id: UUID) -> Written:
    """It was not handed out after all: the claim waits again, the goods stand where they stood."""
    claim = sight.claim(actor, offer_id, claim_id)
    since = now() - timedelta(hours=UNDO_HOURS)
    if claim.state != "collected" or claim.collected_at is None or claim.collected_at < since:
        raise Refusal("too_late", _("只能撤回一天之内发出的。"), status=422)
    offers.claiming.step(
        actor, claim, "undo", collected_at=None, proxy_name="", proxy_at=None, by_name=""
    )
    stocking.undo(actor, claim=claim.id)
    _tell(claim, BACK, title=claim.title)
    return Written(claim.id, claim.org_path)


@action(permit="benefits.hand", audit="benefits.pick_list_taken", silent=True)
def take_list(actor: Actor, *, offer_id: UUID, people: tuple[UUID, ...]) -> Written:
    """A list with names goes on paper or into a file: everybody on it can see that."""
    row = sight.offer(actor, offer_id)
    for person in people:
        look(actor, person, "benefits.pick_list", row.id)
    return Written(row.id, row.org_path)
