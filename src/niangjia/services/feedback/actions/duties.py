"""The catalogue of who answers what."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.cases.door import Duty, duties
from niangjia.kernel.people import door as people
from niangjia.services.feedback import rules


@action(permit="feedback.duties", audit="feedback.duty_added", silent=True)
def add_duty(actor: Actor, *, new: duties.NewLine) -> Duty:
    """Write down who answers a kind of matter; a union has to be one of this operating union's."""
    if new.union_id is not None:
        union = people.org(new.union_id)
        if union is None or union.kind != "union" or union.root != actor.org_root:
            raise Refusal("no_union", "请从列表里选一个工会。", status=422)
    return duties.add(actor, rules.SERVICE, new)


@action(permit="feedback.duties", audit="feedback.duty_ended", silent=True)
def end_duty(actor: Actor, *, duty_id: UUID) -> Duty:
    """A line holds no longer."""
    return duties.end(actor, duty_id)
