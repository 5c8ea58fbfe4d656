"""Writes about visits: written down with their money, signed for, said to be wrong, undone."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.types import Actor, Post
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.offers import door as offers
from niangjia.kernel.offers.door import visiting

SERVICE = "benefits"
#: Where the visited person looks at the receipt, and the union at the visit.
MINE, DESK = "/benefits/visits/", "/desk/benefits/visits/%s/"


def _written(row: offers.Visit) -> Written:
    return Written(row.id, row.org_path)


def _tell(actor: Actor, row: offers.Visit, title: str, text: str) -> None:
    """Tell whose home it was. What it came to stands on the page, not in the message."""
    if found := visiting.home(actor, row):
        notices.tell(
            found.person_id,
            service=SERVICE,
            title=title,
            text=phrase(text, number=row.number),
            link=MINE,
            weight=notices.Weight.DUE,
        )


@action(permit="benefits.run", audit="benefits.visited")
def give(
    actor: Actor, *, campaign_id: UUID, given: visiting.Given, whom: visiting.Whom | None
) -> Written:
    """A visit was made: its money leaves the track, whoever was visited is asked to look."""
    row = visiting.give(actor, campaign_id, given, whom)
    _tell(actor, row, noop("工会来看过你，请核对收条"), noop("收条 %(number)s。对的点签收。"))
    return _written(row)


@action(permit="benefits.run", audit="benefits.visit_signed")
def sign(actor: Actor, *, visit_id: UUID, signer: str) -> Written:
    """Signed on paper."""
    row = visiting.sign(actor, visit_id, signer)
    _tell(
        actor,
        row,
        noop("工会记下你在纸上签收了"),
        noop("收条 %(number)s。没收到，或者数不对，点开说一声。"),
    )
    return _written(row)


@action(permit="benefits.run", audit="benefits.visit_undone")
def undo(actor: Actor, *, visit_id: UUID) -> Written:
    """It was not handed over after all."""
    row = visiting.undo(actor, visit_id)
    _tell(actor, row, noop("工会撤回了一张收条"), noop("收条 %(number)s 不算了，钱退回了工会。"))
    return _written(row)


@action(permit="benefits.see", audit="benefits.visit_answered")
def answer(actor: Actor, *, visit_id: UUID, verb: str) -> Written:
    """The visited person says whether the receipt is right; the chair learns when it is not."""
    row = visiting.answer(actor, visit_id, verb)
    if verb == "deny":
        notices.tell_posts(
            row.org_id,
            (Post.CHAIR,),
            service=SERVICE,
            title=noop("一张走访收条，本人说不对"),
            text=phrase("收条 %(number)s。请主席亲自核对。", number=row.number),
            link=DESK % row.id,
            weight=notices.Weight.DUE,
        )
    return _written(row)


@action(permit="benefits.run", audit="benefits.visit_name_read", silent=True)
def name(actor: Actor, *, visit_id: UUID) -> str:
    """Whose home it was: a look the person can see; "" for whoever may not know."""
    return visiting.name(actor, visiting.own(actor, visit_id))
