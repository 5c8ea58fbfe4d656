"""Files on a case: hanging them there, opening them, and letting a third person see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import STAFF_POSTS, Actor, Hidden, Post
from niangjia.kernel.files import door as files

from . import clocks, reach
from .actions import AWAY
from .flow import EVIDENCE
from .models import Attachment, Author, Case
from .queries import author_id

AUTHOR, UNION, FIRM = "author", "union", "firm"
WAITING, RELEASED = "waiting", "released"
#: Most files decided on at once, and shown on a page of the queue.
PAGE = 30
#: A look is written down once in so many seconds a viewer and case: a page shows many pictures.
SAME_LOOK = 900


@dataclass(frozen=True, slots=True)
class Hung:
    """A file on a case as its reader may know it."""

    file: files.Stored
    side: str
    state: str
    at: datetime
    reason: str
    #: The picture it is a copy of, with parts covered.
    of: UUID | None


@dataclass(frozen=True, slots=True)
class Pending:
    """A file somebody has to look at, with its case and by when."""

    hung: Hung
    case_id: UUID
    number: str
    title: str
    firm_name: str
    due_at: datetime | None


def hang(actor: Actor, case_id: UUID, path: str, ids: Sequence[UUID]) -> int:
    """Hang files the actor brought on a case of theirs; how many were.

    The door copies what opens them, says which side they come from, and whether they wait to be
    looked at. `path` is the place of the union that answers.
    """
    if not ids:
        return 0
    due = clocks.due(path)(EVIDENCE.waits[WAITING].clock)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.hang_files(%s, %s::uuid[], %s, %s)",
            [case_id, [str(one) for one in ids], now(), due],
        )
        return int(cursor.fetchone()[0])


def visible(actor: Actor) -> QuerySet[Attachment]:
    """The first line: files on cases the actor may open, of the sides the actor may see."""
    rows = Attachment.objects.all()
    if actor.post == Post.WORKER:
        mine = Author.objects.filter(person_id=actor.me).values("case_id")
        return rows.filter(~Q(side=FIRM) | Q(state=RELEASED), case_id__in=mine)
    if actor.post == Post.RESPONDER:
        own = Q(side=FIRM) | Q(side=AUTHOR, state=RELEASED)
        return rows.filter(own, case_id__in=Case.objects.filter(reach.seated(actor, "firm")))
    if actor.post in STAFF_POSTS:
        return rows.filter(case_id__in=Case.objects.filter(inside(actor)))
    return rows.none()


FIELDS = (*files.FIELDS, "side", "state", "at", "reason", "of_id")


def on_case(actor: Actor, case_id: UUID) -> list[Hung]:
    """What hangs on a case, as it came."""
    rows = visible(actor).filter(case_id=case_id).order_by("at", "id")
    return [_hung(values) for values in rows.values_list(*FIELDS)]


def to_hand_over(actor: Actor, case_id: UUID, *, own: bool) -> list[Hung]:
    """For a job that packs a case: the union's files and what was let go of the firm's; of the
    author's all to the author (`own`), to anybody else what was let go."""
    if actor.post != Post.SYSTEM:
        raise Hidden("no_job")
    theirs = Q(side=AUTHOR) if own else Q(side=AUTHOR, state=RELEASED)
    rows = Attachment.objects.filter(
        theirs | Q(side=UNION) | Q(side=FIRM, state=RELEASED), case_id=case_id
    )
    found = rows.order_by("at", "id").values_list(*FIELDS)
    return [_hung(values) for values in found]


def _hung(values: tuple[Any, ...]) -> Hung:
    cut = len(files.FIELDS)
    return Hung(files.Stored(*values[:cut]), *values[cut:])


def one(actor: Actor, case_id: UUID, file_id: UUID) -> Hung:
    """One of them. Hidden when there is none the actor may see."""
    found = visible(actor).filter(case_id=case_id, pk=file_id).values_list(*FIELDS).first()
    if found is None:
        raise Hidden("no_file")
    return _hung(found)


def weight(actor: Actor, case_id: UUID) -> int:
    """Bytes that hang on a case already, as far as the actor sees them."""
    rows = visible(actor).filter(case_id=case_id)
    return int(rows.aggregate(n=Sum("size"))["n"] or 0)


def is_new_look(actor: Actor, case_id: UUID) -> bool:
    """Whether looking at a case's files now is another look than the last."""
    with connection.cursor() as cursor:
        key = f"look:files:{actor.me}:{case_id}"
        cursor.execute("SELECT api.hit(%s, 1, %s)", [key, SAME_LOOK])
        return bool(cursor.fetchone()[0])


def _to_look_at(actor: Actor, service: str) -> QuerySet[Attachment]:
    return Attachment.objects.filter(
        state=WAITING,
        case__org_id=actor.org,
        case__org_root=actor.org_root,
        case__service=service,
        case__closed_at=None,
    )


def _of_one(actor: Actor, service: str, case_id: UUID) -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(case_id=case_id, case__service=service)
    rows = rows.filter(case__org_id=actor.org, case__org_root=actor.org_root)
    return rows.exclude(side=UNION).exclude(case__visibility=AWAY)


def pending(actor: Actor, service: str, case_id: UUID | None = None) -> list[Pending]:
    """Files that wait for the actor's union to look at them, those due first; or all of one case
    that a third person may come to see."""
    of_case = ("case_id", "case__number", "case__title", "case__firm_name", "due_at")
    rows = _of_one(actor, service, case_id) if case_id else _to_look_at(actor, service)
    rows = rows.order_by("due_at", "at", "id")[:PAGE]
    cut = len(FIELDS)
    return [Pending(_hung(v[:cut]), *v[cut:]) for v in rows.values_list(*FIELDS, *of_case)]


@dataclass(frozen=True, slots=True)
class Count:
    """How many wait, counted no further than a limit, and since when the oldest does."""

    waiting: int
    oldest: datetime | None


def count(actor: Actor, service: str, most: int) -> Count:
    """How many files wait for the actor's union."""
    since = list(
        _to_look_at(actor, service).order_by("due_at", "at", "id").values_list("at")[:most]
    )
    return Count(len(since), since[0][0] if since else None)


#: What is decided, and where a file stands -> the step.
STEPS = {
    ("release", "waiting"): "release",
    ("release", "kept"): "let",
    ("keep", "waiting"): "keep",
    ("keep", "released"): "take_back",
}


def decide(actor: Actor, ids: Iterable[UUID], what: str, reason: str = "") -> list[Attachment]:
    """`release` files to the third person, or `keep` them back; only the union that answers may.

    Returns those decided on. One that stands so already is passed over, and so is what the author
    wants away from the firm, whatever anybody decides.
    """
    rows = Attachment.objects.filter(
        id__in=list(ids), case__org_id=actor.org, case__org_root=actor.org_root
    )
    rows = rows.exclude(side=UNION).exclude(case__visibility=AWAY).select_related("case")
    done = [row for row in rows.order_by("id") if (what, row.state) in STEPS]
    for row in done:
        changes = {"reason": reason.strip(), "decided_name": actor.name}
        due = clocks.due(row.case.org_path)
        move(actor, row, STEPS[what, row.state], EVIDENCE, due, **changes)
    return done


def author_of(actor: Actor, case_id: UUID) -> UUID | None:
    """Who asked, to be told of a look."""
    return author_id(actor, case_id)


def late(actor: Actor, service: str) -> list[UUID]:
    """Unions that have files nobody looked at in time."""
    rows = Attachment.objects.filter(state=WAITING, due_at__lt=now(), case__closed_at=None)
    rows = rows.filter(case__service=service).order_by()
    return sorted(rows.values_list("case__org_id", flat=True).distinct())
