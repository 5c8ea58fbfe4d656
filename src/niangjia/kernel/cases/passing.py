"""Who is to answer: a case is offered to another union and stays where it is until that accepts.

Whoever received it first answers for it all the while, and its clock runs on. When the two do not
agree, the union above both decides, and its word binds. Source: docs/requirements.md 000-21.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Refusal, Verdict
from niangjia.kernel.base.wording import insist
from niangjia.kernel.people import door as people

from . import clocks, rules
from .actions import AUTHOR, AWAY, STAFF, get, in_hand, say, step
from .flow import FLOW, HANDOVER, TALKING
from .models import Case, Handover


def _insist(verdict: Verdict, code: str) -> None:
    insist(verdict, code, clause=verdict.clause)


def offer(actor: Actor, case_id: UUID, to: people.OrgFacts, text: str) -> Handover:
    """Ask another union to answer. The author reads that it is talked over, and who answers now."""
    case = in_hand(actor, case_id)
    _may_be_offered(actor, case, to)
    _drop_stale(actor, case)
    over = [one for one in people.unions_on_the_way(to.path) if one.root == case.org_root]
    place = rules.decider(case.org_path, to.path, [one.path for one in over])
    decides = next(one for one in over if one.path == place)
    pk, at = new_id(), now()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.offer_case(%s, %s, %s, %s, %s, %s, %s, %s)",
            [
                *(case.id, pk, new_id(), to.id, decides.id, text.strip()),
                *(clocks.due(to.path)("case.offered"), at),
            ],
        )
    say(actor, case, "offer", STAFF, text, about=to.name)
    say(actor, case, "talks", AUTHOR, "", about=actor.org_name)
    return Handover.objects.select_related("case").get(pk=pk)


def _may_be_offered(actor: Actor, case: Case, to: people.OrgFacts) -> None:
    upward = case.org_path.startswith(to.path)
    if case.visibility == AWAY and not upward:
        raise Refusal("author_wish", "写的人只想让上级工会来办，这件事只能转给上级工会。")
    if case.state not in FLOW.step("forward").sources:
        raise Refusal("not_now", "这件事现在转不了，先看看它走到哪一步了。")
    if case.paused_at is not None:
        raise Refusal("paused", "计时停着的时候不能转，先接着计时。")
    if case.passing:
        raise Refusal("offered", "已经在商量转给谁了，先等一等，或者收回来。")
    _insist(rules.may_offer(_bound(case), upward), "bound")


def _bound(case: Case) -> bool:
    """True when the last word on who answers was a decision, and it was this union."""
    last = Handover.objects.filter(case=case).order_by("-id").first()
    return last is not None and (
        (last.state == "assigned" and last.taker_id == case.org_id)
        or (last.state == "kept" and last.giver_id == case.org_id)
    )


def _drop_stale(actor: Actor, case: Case) -> None:
    """End what this union once offered, where the author took the case elsewhere meanwhile."""
    for old in Handover.objects.filter(case=case, giver_id=actor.org, state__in=TALKING):
        _walk(actor, old, "lapse", actor.org)


def talk(actor: Actor, case_id: UUID) -> Handover:
    """The talk that is going on about a case the actor sees."""
    case = get(actor, case_id)
    found = Handover.objects.select_related("case").filter(case=case, state__in=TALKING).first()
    if found is None or not case.passing:
        raise Refusal("no_talk", "这件事现在没有在商量转给谁，请看看最新进展。")
    return found


def _as(actor: Actor, found: Handover, party: UUID) -> None:
    if actor.org != party:
        raise Refusal("not_your_turn", "这一步由别的工会来走，你可以看，也可以写内部备注。")


def take(actor: Actor, case_id: UUID) -> Case:
    """The other union accepts: from now on it answers, by the day the author was promised."""
    found = talk(actor, case_id)
    _as(actor, found, found.taker_id)
    _walk(actor, found, "take", actor.org)
    case = get(actor, case_id)
    hand: dict[str, Any] = {"handler_id": actor.person_id, "handler_name": actor.name}
    step(actor, case, "forward", due=_kept_promise(case), **hand)
    say(actor, case, "forward", AUTHOR, "", about=found.taker_name)
    return case


def decline(actor: Actor, case_id: UUID, text: str) -> Handover:
    """The other union says no, with its reason. After too many of these the union above decides."""
    found = talk(actor, case_id)
    _as(actor, found, found.taker_id)
    before = Handover.objects.filter(case_id=case_id, refused=True).count()
    up = rules.straight_up(before + 1) and not _party_decides(found)
    verb, turn = ("decline_up", found.decider_id) if up else ("decline", found.giver_id)
    _walk(actor, found, verb, turn, answer=text.strip(), refused=True)
    say(actor, found.case, "decline", STAFF, text, about=found.taker_name)
    return found


def take_back(actor: Actor, case_id: UUID) -> Handover:
    """The giver keeps it after all."""
    found = talk(actor, case_id)
    _as(actor, found, found.giver_id)
    _walk(actor, found, "take_back", actor.org)
    say(actor, found.case, "stays", AUTHOR, "", about=found.giver_name)
    return found


def dispute(actor: Actor, case_id: UUID, text: str) -> Handover:
    """The giver asks the union above both to decide."""
    found = talk(actor, case_id)
    _as(actor, found, found.giver_id)
    _insist(may_dispute(found), "too_early")
    _walk(actor, found, "dispute", found.decider_id)
    say(actor, found.case, "dispute", STAFF, text, about=found.decider_name)
    return found


def decide(actor: Actor, case_id: UUID, *, assign: bool, text: str) -> Handover:
    """The union above decides who answers. Its word binds, and both read its reason."""
    found = talk(actor, case_id)
    _as(actor, found, found.decider_id)
    if not may_decide(found):
        raise Refusal("not_now", "两边还在商量，没有人请你们定。")
    _walk(actor, found, "assign" if assign else "keep", actor.org, ruling=text.strip())
    case = get(actor, case_id)
    if assign:
        step(actor, case, "forward", due=_kept_promise(case))
        say(actor, case, "forward", AUTHOR, "", about=found.taker_name)
    else:
        say(actor, case, "stays", AUTHOR, "", about=found.giver_name)
    who = found.taker_name if assign else found.giver_name
    say(actor, case, "decide", STAFF, text, about=who)
    return found


def may_dispute(found: Handover) -> Verdict:
    """Whether the giver may ask the union above now."""
    return rules.may_dispute(found.state, found.due_at, now(), party_decides=_party_decides(found))


def _party_decides(found: Handover) -> bool:
    return found.decider_id in (found.giver_id, found.taker_id)


def may_decide(found: Handover) -> bool:
    """Whether it is for the union above to decide: it was asked, or its own offer was declined."""
    own = found.decider_id == found.giver_id
    return found.state == "disputed" or (found.state == "declined" and own)


def _kept_promise(case: Case) -> Due:
    """What the author was promised by a union that had accepted still stands: no later than that.

    A case nobody had accepted yet is accepted with this step, with the time that follows from it.
    """
    before = case.due_at if case.state == "accepted" else None

    def by(clock: str) -> datetime | None:
        fresh = clocks.due(case.org_path)(clock)
        return min(before, fresh) if before and fresh else before or fresh

    return by


def _walk(actor: Actor, found: Handover, verb: str, turn: UUID, **changes: object) -> None:
    """One step of a talk, and what follows from it for the case."""
    ends = HANDOVER.step(verb).target in HANDOVER.finals
    changes = {**changes, "turn_id": turn, "alarm": 0, "closed_at": now() if ends else None}
    move(actor, found, verb, HANDOVER, clocks.due(found.org_path), **changes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.settle_handover(%s, %s, %s)", [found.id, new_id(), now()])


def lapse(actor: Actor, found: Handover) -> None:
    """End a talk nobody needs any more; the case stays with whoever has it."""
    _walk(actor, found, "lapse", found.giver_id)
