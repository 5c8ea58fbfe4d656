"""The door of a page: a permit, an act around the view, replays, and refusals as pages."""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from niangjia.kernel.base.context import Act, Reply
from niangjia.kernel.base.ids import random_id
from niangjia.kernel.base.types import Actor, Hidden, Post

from .acting import acting

View = Callable[..., HttpResponseBase]
Guard = Callable[[Actor, str], None]

#: Checks every page runs after its permit, e.g. whether the union switched the service on.
guards: list[Guard] = []

ONCE_FIELD = "key"
KEY = re.compile(r"[0-9A-Za-z:_-]{1,64}")
SECRET = re.compile(r"[!-~]{1,200}")


def page(permit: str, *, posts_once: bool = True, to_login: bool = True) -> Callable[[View], View]:
    """A page for holders of `permit`; the view gets (request, actor, **route).

    Everybody else: log in first, or nothing is here (404). A POST with the form's `_once` field is
    done once: sent again it gets the first answer. Without `to_login` there is nothing for a
    stranger either: an address of a file that got into wrong hands says not even that it was one.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            act = act_of(request, purpose=permit, once=posts_once)
            with acting(act):
                actor = act.actor
                if actor is None or actor.person_id is None:
                    require(to_login)
                    return login_first(request)
                _check(actor, permit)
                request.actor = actor  # type: ignore[attr-defined]
                if act.replay is not None:
                    return _replayed(act.replay)
                response = view(request, actor, *args, **kwargs)
                act.reply = _kept(request, response)
                if act.reply is None and (act.once == "new" or (posts_once and _refused(response))):
                    # Not done: nothing of it stays, and the key is free for the corrected form.
                    transaction.set_rollback(True)
                return _rendered(response)

        run.permit = permit  # type: ignore[attr-defined]
        return run

    return wrap


Turn = Callable[[], AbstractContextManager[Actor]]


def in_turns(permit: str) -> Callable[[View], View]:
    """A page that does many things, each in an act of its own: what is done stays done, whatever
    becomes of the next. The view gets (request, turn, **route) and writes `with turn() as actor:`
    around each; it answers with a redirect, for nothing is read outside an act.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            @contextmanager
            def turn() -> Iterator[Actor]:
                with acting(act_of(request, purpose=permit, once=False)) as act:
                    if act.actor is None or act.actor.person_id is None:
                        raise _LoggedOut
                    _check(act.actor, permit)
                    yield act.actor

            try:
                with turn() as actor:
                    request.actor = actor  # type: ignore[attr-defined]
                return view(request, turn, *args, **kwargs)
            except _LoggedOut:
                return login_first(request)

        run.permit = permit  # type: ignore[attr-defined]
        return run

    return wrap


class _LoggedOut(Exception):
    """The session ended between two turns."""


def public(view: View) -> View:
    """A page anybody may open. It has an actor when somebody is logged in."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        act = act_of(request, purpose="public", once=False)
        with acting(act):
            request.actor = act.actor  # type: ignore[attr-defined]
            return _rendered(view(request, act.actor, *args, **kwargs))

    run.permit = "public"  # type: ignore[attr-defined]
    return run


def for_nobody(view: View) -> View:
    """A page drawn without an act: it asks neither session nor database who is there."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.nobody = True  # type: ignore[attr-defined]  # read where sessions are prolonged
        return view(request, *args, **kwargs)

    run.permit = "public"  # type: ignore[attr-defined]
    return run


@functools.cache
def path_to(name: str) -> str:
    """The address of a page without parameters: routes do not change while a process lives."""
    return reverse(name)


def form_key(request: HttpRequest) -> str:
    """The key of a form: the one that came back with mistakes keeps its own."""
    given = request.POST.get(ONCE_FIELD, "")
    return given if KEY.fullmatch(given) else random_id().hex


def act_of(request: HttpRequest, *, purpose: str, once: bool) -> Act:
    """The act of a browser request: proof is the session cookie itself."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    act = Act(kind="session" if key else "nobody", proof=proof_of(key), purpose=purpose)
    given = request.POST.get(ONCE_FIELD, "") if once and request.method == "POST" else ""
    if KEY.fullmatch(given):
        act.once_key = f"form:{request.path}:{given}"[:255]
        act.once_hash = _form_hash(request)
    # What is done when the answer goes out may want to know of it.
    request.act = act  # type: ignore[attr-defined]
    return act


def proof_of(secret: str) -> str:
    """What the gate is shown: the secret itself, for the database to compare with its digest.

    A digest read from the table proves nothing. Text we never gave out is shown as nothing.
    """
    return secret if SECRET.fullmatch(secret) else ""


def digest(secret: str) -> str:
    """SHA-256 of a secret, as stored: a stolen table opens no session."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check(actor: Actor, permit: str) -> None:
    if not actor.may(permit):
        raise Hidden("no_permit")
    for guard in guards:
        guard(actor, permit)


def _form_hash(request: HttpRequest) -> str:
    fields = [
        (k, request.POST.getlist(k))
        for k in sorted(request.POST)
        if k not in (ONCE_FIELD, "csrfmiddlewaretoken")
    ]
    files = [
        (k, f.name, _content(f)) for k in sorted(request.FILES) for f in request.FILES.getlist(k)
    ]
    return digest(json.dumps([fields, files], ensure_ascii=False))


def _content(file: UploadedFile[Any]) -> str:
    mark = hashlib.sha256()
    for chunk in file.chunks():
        mark.update(chunk)
    file.seek(0)
    return mark.hexdigest()


def login_first(request: HttpRequest, back: str = "") -> HttpResponse:
    """Log in first, then come back: here, or to another page of ours."""
    there = quote(back or request.get_full_path())
    return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={there}")


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    """Render inside the act: templates of a lazy response may still read records."""
    render = getattr(response, "render", None)
    return render() if callable(render) else response


def _kept(request: HttpRequest, response: HttpResponseBase) -> Reply | None:
    """Only a success is kept: a form with mistakes must be sendable again."""
    if request.method != "POST" or response.status_code not in (301, 302, 303):
        return None
    return Reply(response.status_code, response["Location"])


def _refused(response: HttpResponseBase) -> bool:
    return response.status_code >= HTTPStatus.BAD_REQUEST


def _replayed(reply: Reply) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": reply.body})


def require(condition: object, message: str = "") -> None:
    """Raise Hidden unless `condition` holds: absent and forbidden look the same."""
    if not condition:
        raise Hidden("not_found", message or _("没有找到。"))


def is_staff(actor: Actor) -> bool:
    """True in a union's or the platform's capacity."""
    return actor.post not in (Post.NOBODY, Post.WORKER, Post.RESPONDER, Post.SYSTEM)
