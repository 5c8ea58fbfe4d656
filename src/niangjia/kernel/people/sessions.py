"""Server-side sessions whose table holds digests and says who is behind them.

The gate resolves the session inside BEGIN; Django reads it only when a page really uses
`request.session` (log-in, second factor). How long a session lives stands in its row.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponseBase

from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.clock import now

from .models import Account, Session

CAPACITY = "capacity"
#: When the person logged in, and when the present post was entered; seconds since 1970.
BEGUN, ENTERED = "begun", "entered"
USER = "_auth_user_id"

STRANGER = timedelta(hours=1)
WORKER_IDLE, WORKER_LONGEST = timedelta(days=30), timedelta(days=90)
#: How often a live session is written to: a worker's once a day, a post's every five minutes.
ROLL_WORKER, ROLL_POST = 86400.0, 300.0


def expires(data: dict[str, Any]) -> datetime:
    """When a session with this content ends unless it is used before."""
    if USER not in data:
        return now() + STRANGER
    if data.get(CAPACITY):
        idle, longest = (
            timedelta(seconds=s)
            for s in (settings.NIANGJIA_STAFF_IDLE, settings.NIANGJIA_STAFF_LONGEST)
        )
        since = data.get(ENTERED)
    else:
        idle, longest, since = WORKER_IDLE, WORKER_LONGEST, data.get(BEGUN)
    begun = datetime.fromtimestamp(since, UTC) if since else now()
    return min(now() + idle, begun + longest)


class SessionStore(db.SessionStore):
    """Django's database sessions, keyed by the digest of the cookie."""

    @classmethod
    def get_model_class(cls) -> Any:
        return Session

    def _get_session_from_db(self) -> Any:
        return self._digested(super()._get_session_from_db)  # type: ignore[misc]

    def _digested(self, read: Any) -> Any:
        """Call a reader that compares `session_key` with the digest in its place."""
        plain = self._session_key
        if plain is None:
            return None
        self._session_key = digest(plain)
        try:
            found = read()
        finally:
            self._session_key = plain
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(digest(session_key))

    def delete(self, session_key: str | None = None) -> None:
        plain = session_key or self.session_key
        if plain is not None:
            super().delete(digest(plain))

    def create_model_instance(self, data: Any) -> Any:
        account_id = data.get(USER)
        account = Account.objects.filter(pk=account_id).first() if account_id else None
        if account:
            data.setdefault(BEGUN, int(now().timestamp()))
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=expires(data),
            person_id=account.person_id if account else None,
            appointment_id=data.get(CAPACITY),
        )


def take(request: HttpRequest, appointment_id: UUID | None) -> None:
    """Act in this capacity from the next page on, once the act under way is committed."""
    request.takes = (appointment_id,)  # type: ignore[attr-defined]  # read by the middleware


def leave(request: HttpRequest) -> None:
    """End this browser's session once the act under way is committed."""
    request.leaves = True  # type: ignore[attr-defined]  # read by the middleware


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's, with the store above; changes what a page could not change inside its act."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self.SessionStore = SessionStore

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        if response.status_code < 400:
            follow(request)
            roll(request, response)
        return super().process_response(request, response)


def follow(request: HttpRequest) -> None:
    """Carry out what the page asked for; a new key for a new capacity."""
    if getattr(request, "leaves", False):
        request.session.flush()
    elif (taken := getattr(request, "takes", None)) is not None:
        request.session[CAPACITY] = str(taken[0]) if taken[0] else None
        request.session[ENTERED] = int(now().timestamp())
        request.session.cycle_key()


#: Digest of a cookie -> when this process looks at the session again (monotonic seconds).
_rested: dict[str, float] = {}
MOST_RESTED = 50_000


def roll(request: HttpRequest, response: HttpResponseBase) -> None:
    """Prolong a session in use. Costs nothing until its time comes."""
    cookie = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if getattr(request, "nobody", False):
        return  # a page that asks nothing of the database does not begin with the session
    mark = digest(cookie)
    if not cookie or request.session.modified or _rested.get(mark, 0) > time.monotonic():
        return
    if _is_long(request):
        return
    data = {
        key: request.session.get(key)
        for key in (USER, CAPACITY, ENTERED, BEGUN)
        if key in request.session
    }
    if USER in data and request.session.session_key == cookie:
        _prolong(mark, data)
        _set_cookie(response, cookie)


def _is_long(request: HttpRequest) -> bool:
    """Whether the gate saw a session too fresh to be prolonged, whoever's it is."""
    act = getattr(request, "act", None)
    fresh = now() + WORKER_IDLE - timedelta(seconds=ROLL_WORKER)
    return act is not None and act.ends is not None and act.ends >= fresh


def forget() -> None:
    """Look at every session again; for tests."""
    _rested.clear()


def _prolong(mark: str, data: dict[str, Any]) -> None:
    """At most once per period, whatever the number of processes: the row decides."""
    rest = ROLL_POST if data.get(CAPACITY) else ROLL_WORKER
    until = expires(data)
    Session.objects.filter(
        session_key=mark, expire_date__gt=now(), expire_date__lt=until - timedelta(seconds=rest)
    ).update(expire_date=until)
    if len(_rested) >= MOST_RESTED:
        _rested.clear()
    _rested[mark] = time.monotonic() + rest


def _set_cookie(response: HttpResponseBase, cookie: str) -> None:
    response.set_cookie(
        settings.SESSION_COOKIE_NAME,
        cookie,
        max_age=settings.SESSION_COOKIE_AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
