"""What opens a door is stored as a digest, and never said anywhere."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.test import Client

from niangjia.kernel.acts.page import digest
from niangjia.kernel.base.install import walled_models
from niangjia.kernel.people.models import Session, Token
from niangjia.kernel.people.sessions import SessionStore
from tests.kit import cluster, database
from tests.kit.sowing import seeding
from tests.kit.world import World


def everything_stored() -> str:
    """Every row of every table as text, read by the superuser."""
    out = []
    with cluster.as_super(database.clone_name()) as link:
        tables = link.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in tables.fetchall():
            rows = link.execute(f'SELECT row_to_json(t)::text FROM "{table}" t'.encode())
            out += [str(row[0]) for row in rows.fetchall()]
    return "\n".join(out)


@pytest.mark.django_db(transaction=True)
def test_a_session_is_stored_by_its_digest() -> None:
    store = SessionStore()
    store["hello"] = "you"
    store.save()
    key = store.session_key
    assert key
    with seeding():
        assert list(Session.objects.values_list("session_key", flat=True)) == [digest(key)]
    assert SessionStore(key)["hello"] == "you"
    assert SessionStore(digest(key)).get("hello") is None
    assert key not in everything_stored()
    SessionStore(key).delete()
    assert SessionStore(key).get("hello") is None


@pytest.mark.django_db(transaction=True)
def test_nothing_the_world_proves_itself_with_is_stored(committed_world: World) -> None:
    stored = everything_stored()
    assert committed_world.people["a1x-asker"].name in stored
    for hat in committed_world.hats.values():
        assert hat.cookie not in stored and hat.bearer not in stored
    with seeding():
        assert {len(t) for t in Token.objects.values_list("digest", flat=True)} == {64}


def test_sensitive_columns_are_sealed_or_blind() -> None:
    """Phones and document numbers: sealed where they are read, blind where they are compared."""
    named = {
        (model.__name__, field.name): field
        for model in walled_models()
        for field in model._meta.get_fields()
        if any(word in field.name for word in ("phone", "id_number", "id_index"))
    }
    known = {"phone", "phone_index", "phone_last4", "phone_verified", "id_number", "id_index"}
    assert {name for _, name in named} == known
    assert ("DevSms", "phone") in named and ("Account", "phone") in named


@pytest.mark.parametrize("path", ["/", "/me/", "/desk/", "/nothing/"])
def test_no_secret_is_logged(small_world: World, caplog: Any, path: str) -> None:
    hat = small_world.hats["a1x-asker"]
    with caplog.at_level(logging.DEBUG):
        small_world.client("a1x-asker").get(path)
        Client().get("/api/v1/cases", headers=small_world.bearer("a1x-asker"))
    assert hat.cookie not in caplog.text and hat.bearer not in caplog.text
