"""Writes: keeping filters, keeping words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Refusal, Verdict

from . import rules
from .models import Canned, View


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a filter kept."""

    name: str
    shared: bool = False
    pinned: bool = False
    first: bool = False
    opening: bool = False


@action(permit="desks.views", audit="desks.view_kept", silent=True)
def keep_view(actor: Actor, *, service: str, wish: Wish, query: Mapping[str, str]) -> View:
    """Keep a filter; nothing in it names a person."""
    _may_share(actor, wish)
    _allowed(rules.may_keep(wish.name, wish.pinned, _others(actor, service)))
    _only_first(actor, service, wish)
    _only_opening(actor, service, wish)
    last = _own(actor, service).aggregate(last=Max("place"))["last"]
    view = View(
        service=service,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        person_id=actor.me,
        by_name=actor.name,
        query=dict(query),
        place=(last or 0) + 1,
        made_at=now(),
        **_fields(wish),
    )
    view.save(force_insert=True)
    if wish.shared:
        share_view(actor, view=view)
    return view


@action(permit="desks.share", audit="desks.view_shared", silent=True)
def share_view(actor: Actor, *, view: View) -> View:
    """Let colleagues at the actor's union have a filter of one's own."""
    View.objects.filter(pk=view.pk, person_id=actor.me).update(shared=True)
    return view


@action(permit="desks.views", audit="desks.view_changed", silent=True)
def change_view(actor: Actor, *, service: str, view_id: UUID, wish: Wish) -> View:
    """Rename a filter, share it, put it beside the tabs, or let the desk open with it."""
    view = _view(actor, view_id, withdrawn=False)
    _may_share(actor, wish, was=view.shared)
    _allowed(rules.may_keep(wish.name, wish.pinned, _others(actor, service, besides=view_id)))
    _only_first(actor, service, wish)
    _only_opening(actor, service, wish)
    View.objects.filter(pk=view.pk).update(**_fields(wish), shared=view.shared and wish.shared)
    if wish.shared and not view.shared:
        share_view(actor, view=view)
    return view


@action(permit="desks.views", audit="desks.view_moved", silent=True)
def move_view(actor: Actor, *, service: str, view_id: UUID, up: bool) -> View:
    """Change places with the filter before or behind it. At the end nothing moves."""
    view = _view(actor, view_id, withdrawn=False)
    order = list(_own(actor, service).order_by("place", "id"))
    at = [one.pk for one in order].index(view.pk)
    to = max(0, min(len(order) - 1, at + (-1 if up else 1)))
    order.insert(to, order.pop(at))
    for place, one in enumerate(order, 1):
        one.place = place
    View.objects.bulk_update(order, ["place"])
    return view


@action(permit="desks.views", audit="desks.view_dropped", silent=True)
def drop_view(actor: Actor, *, view_id: UUID) -> View:
    """Delete a filter; for some days it can be had back."""
    view = _view(actor, view_id, withdrawn=False, own=False)
    View.objects.filter(pk=view.pk).update(withdrawn_at=now(), first=False, opening=False)
    return view


@action(permit="desks.views", audit="desks.view_restored", silent=True)
def restore_view(actor: Actor, *, service: str, view_id: UUID) -> View:
    """Have a deleted filter back, if there is room and its name is still free."""
    view = _view(actor, view_id, withdrawn=True)
    _allowed(rules.may_keep(view.name, view.pinned, _others(actor, service)))
    View.objects.filter(pk=view.pk).update(withdrawn_at=None)
    return view


def _fields(wish: Wish) -> dict[str, Any]:
    opening = wish.opening and wish.shared
    return {"name": wish.name, "pinned": wish.pinned, "first": wish.first, "opening": opening}


def _own(actor: Actor, service: str) -> QuerySet[View]:
    rows = View.objects.filter(org_id=actor.org, person_id=actor.me, service=service)
    return rows.filter(withdrawn_at=None)


def _others(actor: Actor, service: str, besides: UUID | None = None) -> list[rules.Kept]:
    rows = _own(actor, service).exclude(pk=besides) if besides else _own(actor, service)
    return [rules.Kept(*values) for values in rows.values_list("name", "pinned")]


def _view(actor: Actor, view_id: UUID, *, withdrawn: bool, own: bool = True) -> View:
    """One's own filter; to clear away, the chair also reaches what colleagues shared."""
    rows = View.objects.filter(pk=view_id, org_id=actor.org, withdrawn_at__isnull=not withdrawn)
    found = rows.first()
    if found is None or (found.person_id != actor.me and (own or not _clears(actor, found))):
        raise Hidden("no_view")
    return found


def _clears(actor: Actor, view: View) -> bool:
    return view.shared and actor.may("desks.share")


def _may_share(actor: Actor, wish: Wish, *, was: bool = False) -> None:
    if wish.shared and not was and not actor.may("desks.share"):
        raise Refusal("only_chair", "给全工会用的筛选由主席来定。", status=422)


def _only_first(actor: Actor, service: str, wish: Wish) -> None:
    if wish.first:
        _own(actor, service).filter(first=True).update(first=False)


def _only_opening(actor: Actor, service: str, wish: Wish) -> None:
    """One filter opens the desk of those who chose nothing; only the chair says which."""
    if not (wish.opening and wish.shared):
        return
    if not actor.may("desks.share"):
        raise Refusal("only_chair", "新来的同事先看哪个，由主席来定。", status=422)
    rows = View.objects.filter(org_id=actor.org, service=service, shared=True, opening=True)
    rows.update(opening=False)


def _allowed(verdict: Verdict) -> None:
    if not verdict:
        raise Refusal("no_room", _(verdict.reason), status=422)


@action(permit="desks.words", audit="desks.words_kept", silent=True)
def keep_words(actor: Actor, *, service: str, title: str, text: str, board: str) -> Canned:
    """Keep words the union says often, for itself and the unions below."""
    rows = Canned.objects.filter(org_id=actor.org, service=service, withdrawn_at=None)
    titles = set(rows.values_list("title", flat=True))
    _free(title, titles)
    if len(titles) >= rules.MOST_CANNED:
        raise Refusal("no_room", "最多存六十条，先收起用不着的。", status=422)
    words = Canned(
        service=service,
        org_id=actor.org,
        org_name=actor.org_name,
        org_root=actor.org_root,
        org_path=actor.org_path,
        title=title,
        text=text,
        board=board,
        by_name=actor.name,
        changed_at=now(),
    )
    words.save(force_insert=True)
    return words


def _free(title: str, titles: set[str]) -> None:
    if title in titles:
        raise Refusal("same_title", "已经有一条叫这个名字的了。", status=422)


@action(permit="desks.words", audit="desks.words_changed", silent=True)
def change_words(actor: Actor, *, words_id: UUID, title: str, text: str, board: str) -> Canned:
    """Say it differently from now on; what was sent stays sent."""
    words = _words(actor, words_id)
    rows = Canned.objects.filter(org_id=actor.org, service=words.service, withdrawn_at=None)
    _free(title, set(rows.exclude(pk=words.pk).values_list("title", flat=True)))
    values = {"title": title, "text": text, "board": board}
    Canned.objects.filter(pk=words.pk).update(**values, by_name=actor.name, changed_at=now())
    return words


@action(permit="desks.words", audit="desks.words_withdrawn", silent=True)
def withdraw_words(actor: Actor, *, words_id: UUID) -> Canned:
    """No longer offer them."""
    words = _words(actor, words_id)
    Canned.objects.filter(pk=words.pk).update(withdrawn_at=now())
    return words


def _words(actor: Actor, words_id: UUID) -> Canned:
    found = Canned.objects.filter(pk=words_id, org_id=actor.org, withdrawn_at=None).first()
    if found is None:
        raise Hidden("no_words")
    return found


@action(permit="desks.words", audit="desks.words_used", silent=True)
def use_words(actor: Actor, *, words_id: UUID) -> None:
    """Count that these words were sent."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.canned_used(%s)", [words_id])
