"""Server-side sessions whose table holds digests and says who is behind them.

The gate resolves the session inside BEGIN; Django reads it only when a page really uses
`request.session` (log-in, second factor).
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware

from niangjia.kernel.acts.page import digest

from .models import Account, Session

CAPACITY = "capacity"


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
        account_id = data.get("_auth_user_id")
        account = Account.objects.filter(pk=account_id).first() if account_id else None
        return Session(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=account.person_id if account else None,
            appointment_id=data.get(CAPACITY),
        )


class SessionMiddleware(DjangoSessionMiddleware):
    """Django's, with the store above."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self.SessionStore = SessionStore
