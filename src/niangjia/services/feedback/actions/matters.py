"""One matter of many people: grouping, naming, one text to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.context import act
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import Matter, Telling, finding, matters, telling
from niangjia.kernel.letters import door as letters
from niangjia.kernel.notices.door import Weight
from niangjia.services.feedback import rules

from .told import tell_author

#: Kind of a text -> how its receivers are told of it.
TOLD = {
    "reply": (noop("等你打分"), noop("工会答复了，满意才算办结。"), Weight.DUE),
    "progress": (noop("有新进展"), noop("工会告诉你办到哪一步了。"), Weight.PLAIN),
    "link": (noop("有件事你用得上"), noop("跟你反映的事有关，点开看看。"), Weight.PLAIN),
}


@action(permit="feedback.matters", audit="feedback.matter_made", silent=True)
def group(actor: Actor, *, case_ids: Sequence[UUID], title: str) -> Matter:
    """Make a matter of cases."""
    return matters.group(actor, rules.SERVICE, case_ids, title)


@action(permit="feedback.matters", audit="feedback.matter_grew", silent=True)
def add(actor: Actor, *, matter_id: UUID, case_ids: Sequence[UUID]) -> Matter:
    """Put further cases into a matter."""
    return matters.add(actor, matter_id, case_ids)


@action(permit="feedback.matters", audit="feedback.matter_shrank", silent=True)
def take_out(actor: Actor, *, matter_id: UUID, case_id: UUID) -> Matter:
    """Take a case out that does not belong."""
    return matters.take_out(actor, matter_id, case_id)


@action(permit="feedback.matters", audit="feedback.matter_named", silent=True)
def rename(actor: Actor, *, matter_id: UUID, title: str) -> Matter:
    """Give a matter another title."""
    return matters.rename(actor, matter_id, title)


@action(permit="feedback.matters", audit="feedback.matter_closed", silent=True)
def close(actor: Actor, *, matter_id: UUID) -> Matter:
    """Offer it to nobody any more."""
    return matters.close(actor, matter_id)


@action(permit="feedback.matters", audit="feedback.matter_reopened", silent=True)
def reopen_matter(actor: Actor, *, matter_id: UUID) -> Matter:
    """It is there again."""
    return matters.reopen(actor, matter_id)


@action(permit="feedback.matters", audit="feedback.matter_confirmed", silent=True)
def confirm(actor: Actor, *, hunch_id: UUID, title: str) -> Matter:
    """What looked like one matter is one."""
    return matters.confirm(actor, hunch_id, title)


@action(permit="feedback.matters", audit="feedback.hunch_dropped", silent=True)
def drop(actor: Actor, *, hunch_id: UUID) -> None:
    """What looked like one matter is none."""
    matters.drop(actor, hunch_id)


@action(permit="feedback.matters", audit="feedback.matter_told", silent=True)
def tell_all(
    actor: Actor, *, matter_id: UUID, words: telling.Words, chosen: Sequence[UUID]
) -> Telling:
    """Order one text for many; each author is told by the job, in the own thread.

    An answer that does not do what they asked for owes each of them the reason in writing.
    """
    made = telling.begin(actor, matter_id, words, chosen)
    if words.kind == Telling.Kinds.REPLY and letters.owes_reason(words.claim):
        told = [UUID(one) for one in made.case_ids]
        title = made.matter.title if made.matter else made.about
        letters.owe_reasons(actor, title, told, words.text)
    return made


@action(permit="feedback.tell", audit="feedback.told_on")
def tell_on(actor: Actor, *, telling_id: UUID) -> bool:
    """Tell the next batch; False when everybody is told."""
    done = telling.go_on(actor, telling_id)
    for case in done.told:
        tell_author(case, *TOLD[done.telling.kind])
        act().note(f"feedback.{done.telling.kind}_to_all", "feedback", case.id, case.org_path)
    return done.more


@action(permit="feedback.tell", audit="feedback.matters_found", silent=True)
def put_forward(actor: Actor, *, looked: finding.Looked) -> int:
    """Keep what looks like one matter, for a cadre to decide."""
    return finding.put_forward(actor, rules.SERVICE, looked)
