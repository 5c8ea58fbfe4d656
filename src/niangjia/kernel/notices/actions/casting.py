"""Telling the members of a part of the tree: written, counted, confirmed, sent in chunks."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.notices import rules
from niangjia.kernel.notices.models import Broadcast, Notice
from niangjia.kernel.people import door as people

State = Broadcast.States
#: People told in one transaction.
CHUNK = 5000


@action(permit="notices.cast", audit="notices.cast_drafted", silent=True)
def draft(actor: Actor, *, title: str, text: str) -> Written:
    """Keep what is to be said, and count who would be told. Nothing leaves yet."""
    for words in (title, text):
        if not (verdict := rules.may_cast(words)):
            raise Refusal("words", verdict.reason, status=422)
    total = people.count_people(actor)
    if not total:
        raise Refusal("nobody", noop("名册里还没有会员，发了也没有人收到。"), status=422)
    made = Broadcast.objects.create(
        id=new_id(),
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        title=title,
        text=text,
        by_id=actor.me,
        by_name=actor.name,
        total=total,
        created_at=now(),
    )
    return Written(made.id, made.org_path)


def _step(
    actor: Actor, broadcast_id: UUID, sources: tuple[str, ...], target: str, **more: object
) -> Written:
    """One step by compare-and-set: a second click finds it taken; another union's is Hidden."""
    own = Broadcast.objects.filter(id=broadcast_id, org_id=actor.org, org_path=actor.org_path)
    if not own.filter(state__in=sources).update(state=target, **more):
        if not own.exists():
            raise Hidden("no_broadcast")
        raise Refusal("broadcast_state", noop("这条通知刚刚有了变化，请刷新看看。"))
    return Written(broadcast_id, actor.org_path)


def _deferred(task: str, written: Written) -> Written:
    act().defer(task, lock=f"cast:{written.id}", broadcast_id=str(written.id))
    return written


@action(permit="notices.cast", audit="notices.cast_begun", silent=True)
def begin(actor: Actor, *, broadcast_id: UUID) -> Written:
    """Confirmed: tell them."""
    done = _step(actor, broadcast_id, (State.DRAFT,), State.RUNNING, started_at=now())
    return _deferred("notices.cast", done)


@action(permit="notices.cast", audit="notices.cast_dropped", silent=True)
def drop(actor: Actor, *, broadcast_id: UUID) -> Written:
    """Not after all; nobody was told."""
    return _step(actor, broadcast_id, (State.DRAFT,), State.DROPPED, finished_at=now())


@action(permit="notices.cast", audit="notices.cast_withdrawn", silent=True)
def withdraw(actor: Actor, *, broadcast_id: UUID) -> Written:
    """Stop it, and take it back from everybody who has not read it."""
    sources = (State.RUNNING, State.DONE)
    done = _step(actor, broadcast_id, sources, State.WITHDRAWN, finished_at=now())
    return _deferred("notices.cast_back", done)


@action(permit="notices.deliver", audit="notices.cast_went_on", silent=True)
def cast_on(actor: Actor, *, broadcast_id: UUID) -> bool:
    """Tell the next chunk; False when everybody is told or it was withdrawn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.cast_on(%s, %s, %s)", [broadcast_id, CHUNK, now()])
        return bool(cursor.fetchone()[0])


@action(permit="notices.deliver", audit="notices.cast_went_back", silent=True)
def cast_back(actor: Actor, *, broadcast_id: UUID) -> bool:
    """Take the next chunk of unread notices back; False when none is left."""
    if not Broadcast.objects.filter(id=broadcast_id, state=State.WITHDRAWN).exists():
        return False
    unread = Notice.objects.filter(broadcast_id=broadcast_id, read_at=None)
    chunk = unread.values_list("id", flat=True)[:CHUNK]
    gone, _by_model = Notice.objects.filter(id__in=list(chunk)).delete()
    return gone == CHUNK
