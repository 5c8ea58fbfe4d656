"""Putting a line into inboxes, and queueing it for the channels of whoever is told."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post
from niangjia.kernel.base.wording import is_phrase
from niangjia.kernel.notices.models import Weight

TITLE = 60
TEXT = 200
LINK = 200


def tell(
    person_id: UUID,
    *,
    service: str,
    title: str,
    text: str,
    link: str = "",
    weight: Weight = Weight.PLAIN,
) -> None:
    """Put one notice into a person's inbox. `link` is a path of ours or empty (ValueError else)."""
    tell_all([person_id], service=service, title=title, text=text, link=link, weight=weight)


def tell_all(
    people: Iterable[UUID],
    *,
    service: str,
    title: str,
    text: str,
    link: str = "",
    weight: Weight = Weight.PLAIN,
) -> None:
    """The same notice for several people, in one statement."""
    notice = _notice(service, title, text, link, weight)
    rows = [{**notice, "id": str(new_id()), "person_id": str(one)} for one in people]
    if rows:
        _call("SELECT api.tell(%s::jsonb)", json.dumps(rows))


def tell_author(
    case_id: UUID,
    *,
    service: str,
    title: str,
    text: str,
    link: str = "",
    weight: Weight = Weight.PLAIN,
) -> None:
    """Tell whoever asked, without the teller learning who that is. Nobody asked: nobody is told."""
    notice = _notice(service, title, text, link, weight)
    _call("SELECT api.tell_author(%s, %s::jsonb)", case_id, json.dumps(notice))


def tell_posts(
    org_id: UUID,
    posts: Iterable[Post],
    *,
    service: str,
    title: str,
    text: str,
    link: str = "",
    weight: Weight = Weight.PLAIN,
) -> None:
    """Tell everybody who holds one of `posts` at the organisation today."""
    notice = _notice(service, title, text, link, weight)
    held = [post.value for post in posts]
    _call("SELECT api.tell_posts(%s, %s, %s::jsonb)", org_id, held, json.dumps(notice))


def as_told(
    *, service: str, title: str, text: str, link: str = "", weight: Weight = Weight.PLAIN
) -> dict[str, Any]:
    """A notice as a room's own database function takes it, to tell a whole cohort at once."""
    return _notice(service, title, text, link, weight)


def _notice(service: str, title: str, text: str, link: str, weight: Weight) -> dict[str, Any]:
    if link and (not link.startswith("/") or link.startswith("//") or len(link) > LINK):
        raise ValueError("a notice links to a path of ours")
    return {
        "id": str(new_id()),
        "service": service,
        "title": _cut(title, TITLE),
        "text": _cut(text, TEXT),
        "link": link,
        "weight": weight.value,
        "at": now().isoformat(),
    }


def _cut(text: str, most: int) -> str:
    if len(text) > most and is_phrase(text):
        raise ValueError("the facts of a notice are short")
    return text if len(text) <= most else text[: most - 1] + "…"


def _call(sql: str, *arguments: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, arguments)
