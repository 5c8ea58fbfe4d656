"""How many units a draft has, and how they are shared out among the unions below."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.offers import door as offers


@action(permit="benefits.run", audit="benefits.split", silent=True)
def split(
    actor: Actor,
    *,
    offer_id: UUID,
    total: int,
    reason: str,
    parts: dict[UUID, int],
    borrow: bool,
) -> Written:
    """Set a draft's units anew: everything back to the top, the total made right, then shared out.
    Portions are planned anew as well.

    Each step is a line of the stock, so that nothing comes or goes without a trace.
    """
    row = offers.offering.of_mine(actor, offer_id)
    if row.state != offers.Offer.States.DRAFT:
        raise Refusal("published", _("已经发布了，名额在“份数和账”里调。"))
    offers.portions.call_all_off(actor, offer_id)
    nodes = [one for one in offers.stock.standing([offer_id]) if one.kind == "share"]
    top, below = nodes[0], nodes[1:]
    for one in below:
        if one.left:
            offers.stock.shift(actor, offer_id, "return", one.id, top.id, one.left, _("重新分"))
    more = total - sum(one.granted for one in nodes)
    if more > 0:
        offers.stock.receive(actor, offer_id, top.id, more, reason)
    elif more < 0:
        offers.stock.spoil(actor, offer_id, top.id, -more, _("草稿里改少了"))
    known = {one.org_id: one.id for one in below}
    for org_id, many in parts.items():
        if many:
            node = known.get(org_id) or offers.stock.node(actor, offer_id, org_id, borrow=borrow)
            offers.stock.split(actor, offer_id, top.id, node, many, reason)
    return Written(row.id, row.org_path)
