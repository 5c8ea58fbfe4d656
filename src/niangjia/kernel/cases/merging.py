"""A case about the same thing as another waits for that one's answer: merged, never lost.

Its author keeps the own thread, gets the answer there, judges it alone, and may take it out. The
authors never learn of each other, and a firm learns of nothing.
Source: docs/requirements.md 000-21.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Refusal, Verdict
from niangjia.kernel.base.wording import insist

from . import rules
from .actions import AUTHOR, AWAY, STAFF, accept, change, change_now, get, in_hand, say, step
from .models import Case, Merge, Telling
from .queries.records import Row

BATCH = 100


def side(actor: Actor, one: Case | Row) -> rules.Side:
    """What the rule asks of a case, from the case or from its row in a list."""
    own = one.mine if isinstance(one, Row) else one.org_id == actor.org_id
    away = one.visibility == AWAY
    late = one.due_at is not None and one.due_at < now()
    return rules.Side(own, one.state, away, bool(one.passing), bool(one.paused_for), late)


def merge(actor: Actor, case_id: UUID, main_id: UUID, text: str, answer: str = "") -> Case:
    """Let a case wait for the answer of another that is led on; both are taken on by that.

    `text` tells its author. Where the main case is answered already, `answer` is the answer to this
    author, looked over for them: what was written for one person is not passed on by itself.
    """
    case, main = _both(in_hand(actor, case_id), lead(actor, main_id))
    insist(may_merge(actor, case, main), "not_to_merge")
    if main.state == "answered" and not answer.strip():
        raise Refusal("no_answer", "主件已经答复了，请写好给这位的答复。", status=422)
    case, main = _taken_on(actor, case), _taken_on(actor, main)
    _wait(actor, case, main)
    say(actor, case, "merge", AUTHOR, text)
    say(actor, case, "into", STAFF, "", about=main.number)
    if main.state == "answered":
        step(actor, case, "reply", claim=main.claim)
        say(actor, case, "reply", AUTHOR, answer)
    return case


def _both(case: Case, main: Case) -> tuple[Case, Case]:
    """The two as they are now, held in one order: neither moves, nor is merged, meanwhile."""
    rows = Case.objects.select_for_update().filter(pk__in={case.pk, main.pk}).order_by("pk")
    found = {one.pk: one for one in rows}
    return found[case.pk], found[main.pk]


def lead(actor: Actor, case_id: UUID) -> Case:
    """The case others are merged into: where the named one is merged itself, the one it waits
    for."""
    main = get(actor, case_id)
    if main.state != "merged":
        return main
    return get(actor, _row(main).main_id)


def may_merge(actor: Actor, case: Case, main: Case) -> Verdict:
    """Whether the union may let a case wait for another's answer."""
    refused = Merge.objects.filter(case=case, refused=True).exists()
    return rules.may_merge(
        side(actor, case), side(actor, main), same=case.pk == main.pk, refused=refused
    )


def _taken_on(actor: Actor, case: Case) -> Case:
    """Nobody waits for an answer before somebody has taken it on."""
    return accept(actor, case.id, "") if case.state in ("received", "returned") else case


def _wait(actor: Actor, case: Case, main: Case) -> None:
    """Both have one day from now on; what was merged into either follows."""
    behind = list(held(case.id).values_list("pk", flat=True))
    shared = rules.day_together(main.state, case.due_at, main.due_at)
    place = {"org_id": main.org_id, "org_root": main.org_root, "org_path": main.org_path}
    facts = {"own_due": case.due_at, "main_due": main.due_at, "due_at": shared}
    if main.state == "accepted" and shared != main.due_at:
        change_now(main, due_at=shared)
    step(actor, case, "merge", due=lambda _clock: shared)
    Merge.objects.update_or_create(
        case=case,
        defaults={"main": main, "at": now(), "by_id": actor.me, **facts, **place},
    )
    Merge.objects.filter(case__in=behind).update(main=main)
    say(actor, main, "gather", STAFF, "", about=case.number)


def follow(actor: Actor, main_id: UUID) -> list[Case]:
    """Cases that wait for the answer of another are due when it is; those whose day changed."""
    main = get(actor, main_id)
    if main.state not in rules.LEADING or main.due_at is None:
        return []
    return [one for one in held(main.pk) if _follow(actor, one, main.due_at)]


def _follow(actor: Actor, case: Case, due: datetime | None) -> bool:
    """A new day is a new wait: it is told on from the beginning."""
    if case.due_at == due or not change(case, due_at=due, alarm=0):
        return False
    say(actor, case, "follow", AUTHOR, "", speaker="")
    return True


def catch_up(actor: Actor, service: str) -> list[Case]:
    """One batch of merged cases that have another day than their main case: the firm answered, or
    a year's holidays were announced."""
    main = "merge__main__due_at"
    apart = Q(due_at__lt=F(main)) | Q(due_at__gt=F(main)) | Q(due_at=None)
    rows = Case.objects.filter(
        apart, service=service, state="merged", org_id=F("merge__main__org_id")
    )
    rows = rows.filter(merge__main__state__in=rules.LEADING, merge__main__due_at__isnull=False)
    rows = rows.select_related("merge__main")
    found = list(rows.order_by("id")[:BATCH])
    return [one for one in found if _follow(actor, one, one.merge.main.due_at)]


def held(main_id: UUID) -> QuerySet[Case]:
    """Cases that wait for the answer of a case."""
    return Case.objects.filter(merge__main=main_id, state="merged").order_by("merge__at", "id")


def main_of(case_id: UUID) -> UUID:
    """The case a merged one waits for."""
    found = Merge.objects.filter(case=case_id).values_list("main_id", flat=True).first()
    if found is None:
        raise Hidden("no_merge")
    return found


def _row(case: Case) -> Merge:
    found = Merge.objects.filter(case=case).first()
    if found is None:
        raise Hidden("no_merge")
    return found


def unmerge(actor: Actor, case_id: UUID, text: str) -> Case:
    """The union takes it apart again; the clock is what it was."""
    case = in_hand(actor, case_id)
    _merged(case)
    _stand_alone(actor, case, text)
    return case


def _merged(case: Case) -> None:
    if case.state != "merged":
        raise Refusal("not_merged", "这件已经不是并着的了，请看看最新进展。")


def _stand_alone(actor: Actor, case: Case, text: str) -> None:
    found = _row(case)
    step(actor, case, "unmerge", due=lambda _clock: found.own_due)
    say(actor, case, "unmerge", AUTHOR, text)
    _give_back(actor, case, found)


def _give_back(actor: Actor, case: Case, found: Merge) -> None:
    """The main case gets its own day back, unless it moved on or others wait for it by that day."""
    main = Case.objects.filter(pk=found.main_id, closed_at=None).first()
    if main is None:
        return
    if main.state == "accepted" and main.moved_at <= found.at and main.due_at == found.due_at:
        others = Merge.objects.filter(main=main, case__state="merged")
        day = rules.earlier(found.main_due, *others.values_list("own_due", flat=True))
        change(main, due_at=day)
        others.filter(at__gt=found.at).update(main_due=found.main_due)
        others.update(due_at=day)
        follow(actor, main.pk)
    say(actor, main, "let_go", STAFF, "", about=case.number)


def apart(actor: Actor, case_id: UUID, text: str) -> Case:
    """The author says that it is another thing: it goes on alone, and is not merged again."""
    case = get(actor, case_id)
    _merged(case)
    with connection.cursor() as cursor:
        cursor.execute("SELECT own_due FROM api.stand_alone(%s)", [case.id])
        due = cursor.fetchone()[0]
    step(actor, case, "unmerge", due=lambda _clock: due)
    say(actor, case, "apart", AUTHOR, text, speaker="")
    return case


def release(actor: Actor, service: str) -> list[Case]:
    """One batch of cases whose main case went away without an answer for them: each goes on alone.

    Its author took it back or up, another union has it, or the answer did not reach this one.
    """
    running = Telling.objects.filter(main=OuterRef("merge__main"), finished_at=None)
    gone = (
        ~Q(merge__main__org_id=F("org_id"))
        | Q(merge__main__closed_at__isnull=False)
        | Q(merge__main__state__in=("answered", "merged"))
    )
    waits = Case.objects.filter(service=service, state="merged", merge__isnull=False)
    rows = waits.filter(gone, ~Exists(running))
    found = list(rows.order_by("id")[:BATCH])
    for case in found:
        _stand_alone(actor, case, "")
    return found


def awaited(actor: Actor, case: Case, main_id: UUID) -> bool:
    """Whether a case still waits for the answer of that one, when the answer comes."""
    waits = case.state == "merged" and case.org_id == actor.org
    return waits and Merge.objects.filter(case=case, main=main_id).exists()
