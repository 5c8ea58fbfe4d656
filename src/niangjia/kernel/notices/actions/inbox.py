"""Reading one's notices, and choosing how they come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.notices.models import Notice, Preference

MOST_PROOFS = 5


@dataclass(frozen=True, slots=True)
class Opened:
    """A notice that was opened, and the path it leads to ("" for nowhere)."""

    id: UUID
    org_path: str
    link: str


@action(permit="notices.read", audit="notices.read", silent=True)
def read(actor: Actor, *, notice_id: UUID) -> Opened:
    """Mark one notice as read. Somebody else's is Hidden."""
    mine = Notice.objects.filter(id=notice_id, person_id=actor.me)
    link = mine.values_list("link", flat=True).first()
    if link is None:
        raise Hidden("no_notice")
    mine.filter(read_at=None).update(read_at=now())
    return Opened(notice_id, actor.org_path, link)


@action(permit="notices.read", audit="notices.all_read", silent=True)
def read_all(actor: Actor) -> None:
    """Mark everything as read."""
    Notice.objects.filter(person_id=actor.me, read_at=None).update(read_at=now())


@action(permit="notices.settings", audit="notices.chosen", silent=True)
def choose(actor: Actor, *, wishes: Mapping[str, Any]) -> None:
    """Set by which channels and when the acting person is reached; keys are columns."""
    chosen = {**wishes, "changed_at": now()}
    if not Preference.objects.filter(person_id=actor.me).update(**chosen):
        Preference.objects.create(person_id=actor.me, **chosen)


@action(permit="notices.settings", audit="notices.email_asked", silent=True)
def ask_email(actor: Actor, *, word: str, link: str) -> None:
    """Have a proof carried to an address: only whoever reads it there can use it."""
    if not _may_ask(actor.me):
        raise Refusal("too_many_mails", noop("今天确认邮件发得够多了，请明天再试。"), status=429)
    act().defer(
        "notices.prove_email",
        person_id=str(actor.me),
        word=word,
        link=link,
        message_id=str(new_id()),
    )


@action(permit="notices.settings", audit="notices.wechat_asked", silent=True)
def ask_wechat(actor: Actor, *, code: str) -> None:
    """Have WeChat asked whom its code stands for."""
    act().defer("notices.bind_wechat", person_id=str(actor.me), code=code)


def _may_ask(person_id: UUID) -> bool:
    """A few proofs a day: nobody's mailbox is filled in somebody else's name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.hit(%s, %s, 86400)", [f"mail:proof:{person_id}", MOST_PROOFS])
        return bool(cursor.fetchone()[0])
