"""Who is in the world of the tests, and how a test acts as somebody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.test import Client

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import DATABASE_ROLES, Post
from niangjia.kernel.cases.models import Author, Case
from niangjia.kernel.people.models import Appointment, Org, Person

THEN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
LONG_AGO = date(2020, 1, 1)
FAR = datetime(2099, 1, 1, tzinfo=UTC)
M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Hat:
    """Somebody in one capacity, and the secrets that prove it."""

    key: str
    person: Person
    post: Post
    org: Org
    appointment: Appointment | None = None
    #: False for a post that has ended or not begun: what is left is the worker.
    valid: bool = True

    @property
    def role(self) -> str:
        """The database role this capacity enters."""
        return DATABASE_ROLES[self.post]

    @property
    def cookie(self) -> str:
        """The session cookie."""
        return f"cookie-of-{self.key}"

    @property
    def bearer(self) -> str:
        """The bearer token."""
        return f"bearer-of-{self.key}"


@dataclass(slots=True)
class World:
    """Everything by short keys: `orgs["a1x"]`, `hats["a1x.chair"]`, `cases["a1x.seated"]`."""

    orgs: dict[str, Org] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    hats: dict[str, Hat] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    authors: dict[UUID, Author] = field(default_factory=dict)
    #: Every row by its model, in the order they must be written.
    rows: dict[type[models.Model], list[Any]] = field(default_factory=dict)

    def add(self, row: M) -> M:
        """Remember a row to be written."""
        self.rows.setdefault(type(row), []).append(row)
        return row

    def all(self, model: type[M]) -> list[M]:
        """Every row of one model."""
        return self.rows.get(model, [])

    def effective(self, key: str) -> Hat:
        """The hat as the gate answers it: a post out of its dates leaves a worker."""
        hat = self.hats[key]
        if hat.valid:
            return hat
        home = next(org for org in self.orgs.values() if org.id == hat.person.home_org_id)
        return replace(hat, post=Post.WORKER, org=home, appointment=None)

    def act(self, key: str, purpose: str = "test") -> Act:
        """An act of the hat `key`, not yet begun."""
        return Act("session", self.hats[key].cookie, purpose)

    @contextmanager
    def acting(self, key: str, purpose: str = "test") -> Iterator[Act]:
        """Act as the hat `key`."""
        with acting(self.act(key, purpose)) as act:
            yield act

    def client(self, key: str) -> Client:
        """A browser in which the hat `key` is logged in; an empty key is nobody."""
        client = Client()
        if key:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.hats[key].cookie
        return client

    def bearer(self, key: str) -> dict[str, str]:
        """Headers of a program acting for the hat `key`."""
        return {"Authorization": f"Bearer {self.hats[key].bearer}"}


def canary(table: str, key: str) -> str:
    """A text that occurs in one row of the world only."""
    return f"[{table}:{key}]"
