"""Writes of bundles. Services wrap the first two in actions of their own with a permit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import random_id
from niangjia.kernel.base.types import Actor, Hidden, Post, Refusal
from niangjia.kernel.base.wording import phrase
from niangjia.kernel.notices import door as notices
from niangjia.kernel.rules import door as limits

from . import queries, store
from .flow import FLOW
from .models import Bundle
from .packing import Parcel
from .rules import PURPOSES

#: A file without a row is not swept before a job that writes it is surely over.
SETTLED = 3600
BATCH = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """Out of which matter a bundle is wanted, and what for."""

    service: str
    object_id: UUID
    number: str
    org_root: str
    org_path: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the audit log keeps of a bundle: an id that is the beginning of its root."""

    id: UUID
    org_path: str


def _due(path: str) -> Due:
    return lambda clock: limits.due(clock, path, now())


def begin(actor: Actor, wanted: Wanted) -> Bundle:
    """Ask for a bundle; a job packs it."""
    if wanted.purpose not in dict(PURPOSES):
        raise Refusal("no_purpose", "请选交给谁。", status=422)
    if queries.packing_now(actor, wanted.object_id):
        raise Refusal("packing", "上一个包还在做，请等一会儿。")
    worker = actor.post == Post.WORKER
    row = Bundle(
        service=wanted.service,
        object_id=wanted.object_id,
        number=wanted.number,
        org_root=wanted.org_root,
        org_path=wanted.org_path if worker else actor.org_path,
        purpose=wanted.purpose,
        by_id=actor.me,
        by_name="" if worker else actor.name,
        org_id=None if worker else actor.org,
        org_name="" if worker else actor.org_name,
        salt=random_id().hex,
        created_at=now(),
        moved_at=now(),
        due_at=now() + timedelta(days=1),
    )
    row.save(force_insert=True)
    act().defer(f"{wanted.service}.pack", lock=f"bundle:{row.id}", bundle_id=str(row.id))
    return row


def taken(actor: Actor, bundle_id: UUID) -> Bundle:
    """A bundle of one's own, about to be downloaded."""
    row = queries.own(actor, bundle_id)
    if row.state != "ready" or not files_there(row):
        raise Hidden("no_bundle")
    return row


def files_there(row: Bundle) -> bool:
    """Whether its bytes are on the disk."""
    return store.box(row).path.is_file()


@action(permit="bundles.make", audit="bundles.counted", silent=True, traceless=True)
def progress(actor: Actor, *, bundle_id: UUID, done: int, total: int) -> None:
    """How far a job has got."""
    Bundle.objects.filter(pk=bundle_id, state="asked").update(done=done, total=total)


@action(permit="bundles.make", audit="bundles.made")
def made(actor: Actor, *, bundle_id: UUID, parcel: Parcel, link: str) -> Sealed:
    """A bundle is packed. The audit row points to the beginning of its root: what was handed out is
    in the sealed log, and not a word of it."""
    row = Bundle.objects.get(pk=bundle_id)
    store.write(row.id, row.salt, parcel.size, parcel.file)
    changes = {"size": parcel.size, "merkle": parcel.root, "closed_at": now(), "done": row.total}
    move(actor, row, "made", FLOW, _due(row.org_path), **changes)
    notices.tell(
        row.by_id,
        service=row.service,
        title=noop("移交材料包做好了"),
        text=phrase("编号 %(number)s，十四天内可以下载。", number=row.number),
        link=link,
    )
    return Sealed(UUID(hex=parcel.root[:32]), row.org_path)


@action(permit="bundles.make", audit="bundles.stuck")
def stuck(actor: Actor, *, bundle_id: UUID, link: str) -> Bundle:
    """A bundle could not be packed; whoever asked is told."""
    row = Bundle.objects.get(pk=bundle_id)
    move(actor, row, "stuck", FLOW, _due(row.org_path), closed_at=now())
    notices.tell(
        row.by_id,
        service=row.service,
        title=noop("移交材料包没有做成"),
        text=phrase("编号 %(number)s，请再做一次，还不行请告诉工会。", number=row.number),
        link=link,
    )
    return row


@action(permit="bundles.make", audit="bundles.looked", silent=True, traceless=True)
def forgotten(actor: Actor) -> list[Path]:
    """Files whose rows are gone: what retention erased, what a killed job left."""
    old = dict(store.left(time_before()))
    ids = [one for one in old.values() if one]
    kept = set(Bundle.objects.filter(pk__in=ids).values_list("pk", flat=True))
    return [path for path, one in old.items() if one not in kept]


def time_before() -> float:
    """Files written after this may still be on their way."""
    return now().timestamp() - SETTLED


@action(permit="bundles.make", audit="bundles.lapsed", silent=True)
def lapse(actor: Actor) -> int:
    """Bundles nobody packed in a day are given up; how many."""
    rows = Bundle.objects.filter(state="asked", due_at__lt=now())[:BATCH]
    for row in rows:
        move(actor, row, "stuck", FLOW, _due(row.org_path), closed_at=now())
    return len(rows)
