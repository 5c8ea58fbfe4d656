"""Test databases are made by the owner; tests run as the runtime login.

The swap is done on the same alias: a second alias would let a test fall through to the
development database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import creation


class DatabaseCreation(creation.DatabaseCreation):
    """Creates, clones and destroys test databases as `nj_migrate` acting as `nj_owner`."""

    @contextmanager
    def as_owner(self) -> Iterator[None]:
        """The same alias with the owner's login for the duration of the block."""
        wrapper = self.connection
        kept = {key: wrapper.settings_dict[key] for key in ("USER", "PASSWORD", "OPTIONS")}
        _reopen(wrapper, settings.NIANGJIA_OWNER_LOGIN)
        try:
            yield
        finally:
            _reopen(wrapper, kept)

    def create_test_db(self, *args: Any, **kwargs: Any) -> str:
        with self.as_owner():
            return super().create_test_db(*args, **kwargs)

    def _clone_test_db(self, *args: Any, **kwargs: Any) -> None:
        with self.as_owner():
            super()._clone_test_db(*args, **kwargs)

    def _destroy_test_db(self, *args: Any, **kwargs: Any) -> None:
        with self.as_owner():
            super()._destroy_test_db(*args, **kwargs)


def _reopen(wrapper: Any, login: dict[str, Any]) -> None:
    wrapper.close()
    if wrapper.pool:
        wrapper.close_pool()
    wrapper.settings_dict.update(login)
