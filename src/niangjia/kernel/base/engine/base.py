"""PostgreSQL backend that sets who acts at BEGIN, by the database, transaction-local.

Anything without an act runs in the entry role (accounts and sessions only); anything without a
transaction runs as the bare login, which can do almost nothing.
"""

from __future__ import annotations

import select
from contextlib import suppress
from typing import Any

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.postgresql import base as postgresql

from niangjia.kernel.base.context import current

from . import gate

GUARD_SQL = """
SELECT r.rolsuper OR r.rolbypassrls
       OR coalesce(pg_has_role(session_user, to_regrole('nj_owner'), 'MEMBER'), false)
       OR coalesce(pg_has_role(session_user, to_regrole('nj_door'), 'MEMBER'), false),
       coalesce(pg_has_role(session_user, to_regrole('nj_keeper'), 'MEMBER'), false)
FROM pg_roles r WHERE r.rolname = session_user
"""


class DatabaseWrapper(postgresql.DatabaseWrapper):
    """Django's PostgreSQL wrapper with a gate and a finish around every outermost transaction."""

    @property
    def walled(self) -> bool:
        """False only for the owner's connection (migrations)."""
        return not self.settings_dict["OPTIONS"].get("assume_role")

    def _configure_connection(self, connection: Any) -> bool:
        changed: bool = super()._configure_connection(connection)  # type: ignore[misc]
        if self.walled:
            self._refuse_power(connection)
        return changed

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that is alive: after a restart of the server a pool is full of dead ones.

        The pool's own check asks the server on every visit; a look at the socket costs nothing.
        """
        connection = super().get_new_connection(conn_params)
        while self.pool and _hung_up(connection):
            connection.close()
            self.pool.putconn(connection)  # closed ones are thrown away and replaced
            connection = super().get_new_connection(conn_params)
        return connection

    def _refuse_power(self, connection: Any) -> None:
        """A runtime login that could step over the wall must not start."""
        powerful, keeper = connection.execute(GUARD_SQL).fetchone()
        allowed = bool(self.settings_dict.get("TEST", {}).get("RUNTIME_MAY_KEEP"))
        if powerful or (keeper and not allowed):
            connection.close()
            raise ImproperlyConfigured("the runtime database login must not own or bypass the wall")

    def _set_autocommit(self, autocommit: bool) -> None:
        super()._set_autocommit(autocommit)  # type: ignore[misc]
        if not autocommit and self.walled:
            with self.wrap_database_errors:
                self._begin()

    def _begin(self) -> None:
        """Pass the gate; a refused one leaves the connection as it was found."""
        try:
            gate.begin(self.connection, current.get())
        except BaseException:
            self.connection.rollback()
            self.connection.autocommit = True
            raise

    def _commit(self) -> None:
        act = current.get()
        if self.connection is not None and self.walled and act is not None and act.leaves():
            with self.wrap_database_errors:
                gate.finish_and_commit(self.connection, act)
            gate.ring(self.connection, act)
            return
        super()._commit()  # type: ignore[misc]


def _hung_up(connection: Any) -> bool:
    """True when the server ended an idle connection. One that is well has nothing to say."""
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    if not socket.poll(0):
        return False
    with suppress(psycopg.OperationalError):
        connection.execute("")  # it may have told of a changed setting only
        return False
    return True
