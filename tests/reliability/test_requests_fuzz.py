"""Addresses, cookies and headers nobody sends in earnest: a page, a refusal, never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from django.test import Client

from niangjia.kernel.base import paging
from tests.kit import authz, routes
from tests.kit.world import World

from .test_forms_fuzz import HOSTILE, LIVE, Browser

HATS = ("", "a1x-asker", "a1x.chair", "a1x-firm.responder", "city.admin")
#: Everything a page may be asked by its address.
ASKED = ("q", "tab", "state", "board", "sort", "after", "cursor", "kind", "next", "firm", "union",
         "parent", "first", "as", "ids", "page", "format")  # fmt: skip
#: A cursor of another list, of the wrong types, too deep, and none at all.
CURSORS = (
    "W10",
    "WyJhIl0",
    "bnVsbA",
    "W251bGwsIG51bGxd",
    "WyIyMDI2LTAxLTAxIiwgIngiXQ",
    "=",
    "a" * 190,
    paging.encode(("2026-01-01T00:00:00+00:00", "00000000-0000-7000-8000-000000000000")),
)


def addresses(world: World) -> Iterator[str]:
    """One address for each route, about something near."""
    for route in routes.walk():
        for thing, values in authz.questions(world, route):
            if thing or not route.parameters or set(route.parameters) <= set(authz.WORDS):
                yield route.path(values)
                break


def wrong(client: Client, path: str) -> Iterator[str]:
    """What is wrong about the answer; nothing when it is a page or a refusal."""
    answer = client.get(path)
    if answer.status_code >= 500:
        yield f"{path[:200]}: {answer.status_code}"
    elif not answer.streaming and answer["Content-Type"].startswith("text/html"):
        text = answer.content.decode()
        yield from (f"{path[:200]}: shows {live}" for live in LIVE if live in text)
    if answer.get("Location", "").startswith(("//", "http", "javascript")):
        yield f"{path[:200]}: led to {answer['Location']}"


def everywhere(
    world: World, hat: str, kinds: tuple[str, ...], cursors: tuple[str, ...]
) -> Iterator[str]:
    """Every page asked everything at once, in each hostile way; then from each wrong place on."""
    client = Browser(world, hat)
    for path in addresses(world):
        for kind in kinds:
            value = HOSTILE[kind][:6000]
            yield from wrong(client, f"{path}?{urlencode([(name, value) for name in ASKED])}")
        for cursor in cursors:
            yield from wrong(client, f"{path}?{urlencode({'after': cursor, 'cursor': cursor})}")


@pytest.mark.parametrize("hat", ["a1x-asker", "a1x.chair"])
def test_hostile_questions(small_world: World, hat: str) -> None:
    found = list(everywhere(small_world, hat, ("markup",), CURSORS[-1:]))
    assert not found, "\n".join(found)


@pytest.mark.deep
@pytest.mark.parametrize("hat", HATS)
def test_more_hostile_questions(small_world: World, hat: str) -> None:
    found = list(everywhere(small_world, hat, tuple(HOSTILE), CURSORS))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind not in ("long", "lines")])
def test_hostile_words_in_addresses(small_world: World, kind: str) -> None:
    client = Browser(small_world, "a1x.chair")
    word = quote(HOSTILE[kind], safe="")
    paths = [place.format(word) for place in PLACES]
    assert not [w for path in paths for w in wrong(client, path)]


PLACES = ("/{}", "/{}/", "/brand/{}.css", "/setup/{}/", "/feedback/{}/", "/static/{}",
          "/desk/people/import/{}.xlsx", "/api/v1/cases/{}")  # fmt: skip
COOKIES = ("niangjia", "ui_lang", "ui_size", "ui_theme", "messages", "csrftoken")
HEADERS = ("Referer", "X-Forwarded-For", "X-Forwarded-Proto", "Accept-Language", "Accept", "Range",
           "If-None-Match", "If-Modified-Since", "HX-Request", "HX-Target", "Origin", "User-Agent",
           "Authorization", "Content-Type", "Idempotency-Key")  # fmt: skip


@pytest.mark.parametrize("kind", [kind for kind in HOSTILE if kind not in ("nul", "lines")])
def test_hostile_cookies_and_headers(small_world: World, kind: str) -> None:
    value = HOSTILE[kind][:7000].decode("latin-1")
    for hat in ("", "a1x-asker"):
        for name in COOKIES:
            client = Browser(small_world, hat)
            client.kept += f"; {name}={value}"
            assert not list(wrong(client, "/")), name
        client = Browser(small_world, hat)
        for name in HEADERS:
            for path in ("/", "/settings/look/", "/api/v1/cases"):
                assert client.get(path, headers={name: value}).status_code < 500, (name, path)
