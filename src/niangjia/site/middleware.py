"""Around every request: where it comes from, its language, and refusals as pages."""

from __future__ import annotations

import functools
import ipaddress
import logging
import uuid
from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from niangjia.kernel.acts.api import PROBLEM
from niangjia.kernel.base.types import Refusal

from .errors import bad_request, bare_problem, refusal_page
from .pages_capacity import elsewhere

Answer = HttpResponseBase
Next = Callable[[HttpRequest], Answer]
log = logging.getLogger("niangjia.site")

#: Pages for a logged-in person never stay in a shared cache or behind the back button of another.
NO_STORE = "no-store"
NONCE_HERE = "{nonce}"
PERMISSIONS = "camera=(), microphone=(), geolocation=(), interest-cohort=()"


class Programs:
    """Programs read problem documents: whatever refused them, no page for people is the answer."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        refused = response.status_code >= 400 and request.path.startswith("/api/")
        if not refused or response.headers.get("Content-Type") == PROBLEM:
            return response
        instead = bare_problem(response.status_code)
        for name, value in response.headers.items():
            if not name.startswith("Content-"):
                instead.headers.setdefault(name, value)
        return instead


class Doorstep:
    """Names the request, finds the caller behind trusted proxies, sets the last headers."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response
        self.proxies = [ipaddress.ip_network(text) for text in settings.TRUSTED_PROXIES]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.request_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        request.META["REMOTE_ADDR"] = self.caller(request)
        response = bad_request(request) if _unreadable(request) else self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", NO_STORE)
        return response

    def caller(self, request: HttpRequest) -> str:
        """The nearest address that is not a proxy of ours."""
        address: str = request.META.get("REMOTE_ADDR", "")
        hops = [h.strip() for h in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        while hops and hops[-1] and self.trusted(address):
            address = hops.pop()
        return address

    def trusted(self, address: str) -> bool:
        """True for an address inside a trusted proxy's network."""
        try:
            found = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self.proxies)


def _unreadable(request: HttpRequest) -> bool:
    """A NUL in the address: no honest browser sends one and PostgreSQL cannot store it."""
    return "%00" in request.META.get("QUERY_STRING", "") or "\x00" in request.path


@functools.cache
def _policy(nonced: bool) -> str:
    """The content security policy of every page, a mark where its nonce stands."""
    return build_policy(nonce=NONCE_HERE if nonced else None)


class Policy(CSPMiddleware):
    """The library's header from a policy put together once: it does so for every answer, which was
    a sixth of the work of saying no at a drop. What a view set for its own answer is left to it.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if any(name.startswith("_csp") for name in vars(response)):
            return super().process_response(request, response)
        nonce = getattr(request, "_csp_nonce", None)
        if nonce is None:
            request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
            response.headers.setdefault(HEADER, _policy(False))
        else:
            response.headers.setdefault(HEADER, _policy(True).replace(NONCE_HERE, nonce))
        return response


class Language:
    """Chinese unless the visitor chose otherwise; what the browser asks for is not a choice."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        with translation.override(chosen if chosen in known else settings.LANGUAGE_CODE):
            request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)


class Refusals:
    """An expected no becomes a page or a fragment; everything else crashes and is logged."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponseBase | None:
        """Called by Django for an exception in a view, after its transaction was rolled back."""
        if isinstance(exception, Refusal):
            return elsewhere(request, exception) or refusal_page(request, exception)
        return None
