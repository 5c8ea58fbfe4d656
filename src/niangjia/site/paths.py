"""Paths of ours: where a page may send somebody next."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from niangjia.kernel.base import permits
from niangjia.kernel.base.types import Post


def own(path: str, otherwise: str = "/") -> str:
    """`path` when it leads to a page of this site, else `otherwise`."""
    fine = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    if not fine or len(path) > 500:
        return otherwise
    try:
        resolve(path.partition("?")[0].partition("#")[0])
    except Resolver404:
        return otherwise
    return path


def asked(request: HttpRequest, otherwise: str = "/") -> str:
    """The `next` of a request, when it is ours."""
    return own(request.POST.get("next") or request.GET.get("next", ""), otherwise)


def permit_of(path: str) -> str:
    """What the route at a path of ours wants of a capacity; "" when anybody may open it."""
    try:
        view = resolve(path.partition("?")[0].partition("#")[0]).func
    except Resolver404:
        return ""
    permit: str = getattr(view, "permit", "")
    return "" if permit == "public" else permit


def open_to(post: Post, path: str) -> bool:
    """Whether a capacity carries what the route at a path wants."""
    permit = permit_of(path)
    return not permit or permit in permits.held(post, None)


def side_of(post: Post) -> str:
    """The side a capacity works on."""
    return {Post.WORKER: "worker", Post.RESPONDER: "firm"}.get(post, "desk")


def side(path: str) -> str:
    """Whose pages a path belongs to: desk, firm, or worker."""
    first = path.strip("/").partition("/")[0]
    return first if first in ("desk", "firm") else "worker"
