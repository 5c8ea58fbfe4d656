"""Verbs of a matter: what many people ask about, grouped, named, answered once, closed.

Grouping changes no case: each keeps its thread, its clock and its author's verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from . import clocks, likening
from .matter_flow import FLOW, OFFERED_FROM
from .models import Case, Hunch, Matter, Part
from .rules import title_of

#: Cases one click may group; a flood comes in several.
MOST = 500
NONE_FREE = Refusal("none_free", "这些办件已经归到别的事里了，请刷新看看。")
#: Cases whose words a matter is known by, and others they are compared with.
READ, BESIDE = 100, 200


def group(actor: Actor, service: str, case_ids: Sequence[UUID], title: str) -> Matter:
    """Make a matter of cases the union can see. Raises Refusal when none of them is free."""
    free = _free(actor, service, case_ids)
    if not free:
        raise NONE_FREE
    matter = Matter(
        service=service,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        title=title.strip() or title_of(free[0].text),
        state=FLOW.initial,
        by_id=actor.me,
        by_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=clocks.due(actor.org_path)(FLOW.waits[FLOW.initial].clock),
    )
    matter.save(force_insert=True)
    _put(actor, matter, free)
    if not matter.cases:
        raise NONE_FREE
    return matter


def add(actor: Actor, matter_id: UUID, case_ids: Sequence[UUID]) -> Matter:
    """Put further cases into a matter; those that are in one already stay where they are."""
    matter = in_hand(actor, matter_id)
    _still_open(matter)
    free = _free(actor, matter.service, case_ids)
    if not free:
        raise NONE_FREE
    _put(actor, matter, free)
    if matter.state == "answered":
        _step(actor, matter, "go_on")
    return matter


def take_out(actor: Actor, matter_id: UUID, case_id: UUID) -> Matter:
    """Take a case out that does not belong; the case itself goes on."""
    matter = in_hand(actor, matter_id)
    if not Part.objects.filter(matter=matter, case_id=case_id).delete()[0]:
        raise Hidden("no_part")
    _changed(actor, matter)
    return matter


def rename(actor: Actor, matter_id: UUID, title: str) -> Matter:
    """Give it another title. Workers read it: it names no person."""
    matter = in_hand(actor, matter_id)
    Matter.objects.filter(pk=matter.pk).update(title=title.strip())
    matter.title = title.strip()
    _learn(actor, matter)
    return matter


def close(actor: Actor, matter_id: UUID) -> Matter:
    """Offer it to nobody any more. Cases still open in it go on by themselves."""
    matter = in_hand(actor, matter_id)
    _step(actor, matter, "close", closed_at=now())
    return matter


def reopen(actor: Actor, matter_id: UUID) -> Matter:
    """It is there again."""
    matter = in_hand(actor, matter_id)
    _step(actor, matter, "reopen", closed_at=None)
    return matter


def answered(actor: Actor, matter: Matter) -> None:
    """Everybody who could be was sent an answer."""
    if matter.state != "closed":
        _step(actor, matter, "answer")


def join(actor: Actor, case_id: UUID, matter_id: UUID) -> bool:
    """The author's own case becomes part of a matter that was offered; False where it cannot."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.join_matter(%s, %s, %s, %s)", [case_id, matter_id, OFFERED_FROM, now()]
        )
        return bool(cursor.fetchone()[0])


def confirm(actor: Actor, hunch_id: UUID, title: str) -> Matter:
    """A cadre agrees: what looked like one matter is made one, or added to the one it resembles."""
    hunch = _hunch(actor, hunch_id)
    ids = [UUID(text) for text in hunch.case_ids]
    if hunch.matter_id:
        matter = add(actor, hunch.matter_id, ids)
    else:
        matter = group(actor, hunch.service, ids, title)
    Hunch.objects.filter(pk=hunch.pk).delete()
    return matter


def drop(actor: Actor, hunch_id: UUID) -> Hunch:
    """A cadre says no; the same cases are not put forward again."""
    hunch = _hunch(actor, hunch_id)
    Hunch.objects.filter(pk=hunch.pk).update(dropped_at=now())
    return hunch


def in_hand(actor: Actor, matter_id: UUID) -> Matter:
    """A matter of the actor's own union; anything else does not exist for a verb."""
    found = Matter.objects.filter(pk=matter_id, org_id=actor.org).first()
    if found is None:
        raise Hidden("no_matter")
    return found


def _hunch(actor: Actor, hunch_id: UUID) -> Hunch:
    found = Hunch.objects.filter(pk=hunch_id, org_id=actor.org, dropped_at=None).first()
    if found is None:
        raise Hidden("no_hunch")
    return found


def _still_open(matter: Matter) -> None:
    if matter.state in FLOW.finals:
        raise Refusal("closed", "这件事已经收尾了，要加办件请先重新打开。")


def _free(actor: Actor, service: str, case_ids: Sequence[UUID]) -> list[Case]:
    """Those of the cases that the actor sees and that are part of nothing yet."""
    asked = list(dict.fromkeys(case_ids))[:MOST]
    found = Case.objects.filter(inside(actor), service=service, pk__in=asked, part=None)
    return list(found.order_by("created_at", "id"))


def _put(actor: Actor, matter: Matter, cases: Sequence[Case]) -> None:
    place = {"org_id": matter.org_id, "org_root": matter.org_root, "org_path": matter.org_path}
    rows = [
        Part(case=one, matter=matter, added_at=now(), by_id=actor.person_id, **place)
        for one in cases
    ]
    # Somebody else may have grouped one of them in this very moment: it stays where it is.
    Part.objects.bulk_create(rows, ignore_conflicts=True)
    _changed(actor, matter)


def _changed(actor: Actor, matter: Matter) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.recount_matter(%s)", [matter.pk])
    matter.refresh_from_db(fields=["cases", "people", "firm_id", "board"])
    _learn(actor, matter)


def _learn(actor: Actor, matter: Matter) -> None:
    """Keep the words by which another case of it can be told, without keeping a sentence."""
    texts = Case.objects.filter(service=matter.service, org_root=actor.org_root)
    among = texts.filter(part__matter=matter).order_by("-created_at")
    beside = texts.filter(inside(actor), part=None).order_by("-moved_at", "-id")
    words = likening.shared(
        matter.title,
        list(among.values_list("text", flat=True)[:READ]),
        list(beside.values_list("text", flat=True)[:BESIDE]),
    )
    Matter.objects.filter(pk=matter.pk).update(words=words)


def _step(actor: Actor, matter: Matter, verb: str, **changes: object) -> None:
    move(actor, matter, verb, FLOW, clocks.due(matter.org_path), **changes)


def new_hunch(matter: Matter | None, **facts: object) -> Hunch:
    """A suggestion as a row, not written yet."""
    return Hunch(id=new_id(), matter=matter, made_at=now(), **facts)
