"""One step of a batch: the ordinary verb, and the line of the batch in the same act."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.cases.door import Case, Row, queries
from niangjia.kernel.cases.door import actions as cases
from niangjia.kernel.cases.door import passing as talks
from niangjia.kernel.desks import door as desks
from niangjia.services.feedback import rules
from niangjia.services.feedback.queries import batches, canned
from niangjia.services.feedback.queries.boards import board_titles

from . import merging, passing, reviews


def _accept(actor: Actor, row: Row, asked: dict[str, str], text: str) -> None:
    reviews.accept(actor, case_id=row.id, text=text)


def _forward(actor: Actor, row: Row, asked: dict[str, str], text: str) -> None:
    passing.forward(actor, case_id=row.id, to=UUID(asked["to"]), text=text)


def _sort(actor: Actor, row: Row, asked: dict[str, str], text: str) -> None:
    reviews.sort(actor, case_id=row.id, board=asked["board"])


def _note(actor: Actor, row: Row, asked: dict[str, str], text: str) -> None:
    reviews.note(actor, case_id=row.id, text=text)


def _progress(actor: Actor, row: Row, asked: dict[str, str], text: str) -> None:
    reviews.reply(actor, case_id=row.id, text=text, ask_verdict=False)


def _merge(actor: Actor, row: Row, asked: dict[str, str], text: str) -> None:
    merging.merge(actor, case_id=row.id, main_id=UUID(asked["main"]), text=text)


VERBS: dict[str, Callable[[Actor, Row, dict[str, str], str], None]] = {
    "accept": _accept,
    "forward": _forward,
    "sort": _sort,
    "note": _note,
    "progress": _progress,
    "merge": _merge,
}


@action(permit="feedback.handle", audit="feedback.batch_step", silent=True)
def batch_step(actor: Actor, *, chosen: desks.Chosen, line: desks.Line) -> None:
    """Use the verb of a batch on one of its cases, once. It tells whom it always tells.

    Refused as the verb refuses, and where the rule that was shown before says no.
    """
    row = _row(actor, line)
    lead = batches.lead(actor, chosen)
    verdict = rules.in_batch(chosen.verb, batches.facts(row, actor, actor.org_path, chosen, lead))
    if not verdict:
        raise Refusal("left_out", verdict.reason)
    if not desks.batches.taken(line, before=row.board if chosen.verb == "sort" else ""):
        return
    known = canned.facts(row, "", actor.org_name, actor.name)
    text = desks.rules.filled(chosen.asked.get("text", ""), known)
    VERBS[chosen.verb](actor, row, chosen.asked, text)


def _row(actor: Actor, line: desks.Line) -> Row:
    found = queries.by_ids(actor, rules.SERVICE, [line.object_id])
    if not found:
        raise Hidden("no_case")
    return found[0]


@action(permit="feedback.handle", audit="feedback.sorted_back", silent=True)
def sort_back(actor: Actor, *, chosen: desks.Chosen, line: desks.Line) -> Case | None:
    """Put a case back where it stood before the batch, if nobody moved it since."""
    _in_time(line)
    if _row(actor, line).board != chosen.asked["board"]:
        raise Refusal("moved_since", "后来又有人归过类了")
    if not desks.batches.taken_back(line):
        return None
    title = board_titles().get(line.before, line.before)
    return cases.sort(actor, line.object_id, line.before, title)


def _in_time(line: desks.Line) -> None:
    verdict = desks.rules.may_undo(line.at, now())
    if not verdict:
        raise Refusal("too_late", verdict.reason)


@action(permit="feedback.handle", audit="feedback.unmerged_back", silent=True)
def unmerge_back(actor: Actor, *, chosen: desks.Chosen, line: desks.Line) -> None:
    """Take a case out of the merge of a batch again; the verb tells its author."""
    _in_time(line)
    row = _row(actor, line)
    if row.state != "merged":
        raise Refusal("moved_since", "后来又有了变化，没有动它")
    if desks.batches.taken_back(line):
        merging.unmerge(actor, case_id=row.id, text=_("刚才放错了，你的事单独办。"))


@action(permit="feedback.handle", audit="feedback.offered_back", silent=True)
def offer_back(actor: Actor, *, chosen: desks.Chosen, line: desks.Line) -> None:
    """Take back what a batch offered to another union, unless that has accepted; the verb tells."""
    _in_time(line)
    row = _row(actor, line)
    if not row.mine:
        raise Refusal("taken", "对方已经接了，收不回来")
    if not row.passing or str(talks.talk(actor, row.id).taker_id) != chosen.asked["to"]:
        raise Refusal("moved_since", "后来又有了变化，没有动它")
    if desks.batches.taken_back(line):
        passing.take_back(actor, case_id=row.id)


BACK: dict[str, Callable[..., object]] = {
    "sort": sort_back,
    "merge": unmerge_back,
    "forward": offer_back,
}
