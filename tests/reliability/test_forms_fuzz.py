"""Every form of every page, sent with what no honest browser sends: refused or taken, never broken.

The forms are read from the pages themselves and filled in; then one field after the other gets a
hostile value. What is shown again must be text, not markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from tests.kit import authz, drawn, routes
from tests.kit.world import World

MARKUP = "\"'></textarea><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}{%x%}"
LIVE = ("<script>alert(1)", "<img src=x onerror")
#: As bytes: a browser can be made to send any.
HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "nul": "有\x00空".encode(),
    "surrogate": b"half \xed\xa0\x80 pair",
    "not utf-8": b"\xff\xfe\xc0\x80",
    "markup": MARKUP.encode(),
    "sql": b"'; DROP TABLE cases_case; -- \\' OR 1=1",
    "path": b"../../../../etc/passwd",
    "elsewhere": b"//evil.example/\\..//",
    "script address": b"javascript:alert(1)",
    "long": "长".encode() * 350_000,
    "lines": b"a\r\nSet-Cookie: x=1\r\n\r\nb" * 50,
    "unicode": "‮قلب​ﷺ\U0001f469‍\U0001f467Z͑ͫͯ\ufeff\uffff\U0010ffff".encode(),
    "huge number": b"9" * 400,
    "negative": b"-1",
    "float": b"1e309",
    "nan": b"NaN",
    "list": b'["a", {"b": null}]',
    "uuid": b"00000000-0000-0000-0000-000000000000",
    "format": b"%s%n%(x)s{0}",
    "spaces": "\u3000\u00a0 \t\u200b".encode(),
    "date": b"0000-13-45T99:99",
    "late date": b"9999-12-31T23:59:59",
}
HATS = ("", "a1x-asker", "a1x.chair", "a.officer", "a.caller", "a1x-firm.responder", "city.admin")
#: Whose forms are tried each time; the others' are mostly the same ones.
EACH_TIME = ("", "a1x-asker", "a1x.chair", "a1x-firm.responder")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
FORM = "application/x-www-form-urlencoded"


class Browser(Client):
    """A browser of somebody: stays logged in whatever it is told, and reports crashes as 500."""

    def __init__(self, world: World, hat: str) -> None:
        super().__init__(raise_request_exception=False)
        self.kept = world.client(hat).cookies.output(header="", sep=";")

    def request(self, **asked: Any) -> Any:
        self.cookies = SimpleCookie(self.kept)
        return super().request(**asked)


def pages(world: World) -> Iterator[str]:
    """Every address that may draw a form, about things near and far."""
    for route in routes.walk():
        if not route.api:
            for _, values in authz.questions(world, route):
                yield route.path(values)


def found(world: World, client: Client) -> dict[str, drawn.Drawn]:
    """The forms somebody can reach: one for each shape of address, with its fields."""
    out: dict[str, drawn.Drawn] = {}
    for path in pages(world):
        with transaction.atomic():
            answer = shut(client.get(path))
            transaction.set_rollback(True)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for form in drawn.forms(answer.content.decode(), path):
                shape = f"{UUID.sub('*', form.action)} {sorted([*form.values, *form.files])}"
                out.setdefault(shape, form)
    return out


def shut(answer: Any) -> Any:
    """An answer whose file, where it is one, nobody reads. Closing the answer would close the
    connection too."""
    for close in answer._resource_closers:
        close()
    return answer


def send(client: Client, form: drawn.Drawn, body: list[tuple[str, bytes]]) -> str:
    """Send it, follow where it leads, undo it; what was wrong about the answer ("" for nothing)."""
    with transaction.atomic():
        answer = shut(client.generic("POST", form.action, urlencode(body), FORM))
        words = [] if answer.streaming else [answer.content.decode(errors="replace")]
        crashed = answer.status_code >= 500
        where = answer.get("Location", "")
        if where and not crashed:
            after = shut(client.get(where))
            crashed = after.status_code >= 500
            words += [] if after.streaming else [after.content.decode(errors="replace")]
        transaction.set_rollback(True)
    if crashed:
        return "crashed"
    if urlsplit(where).netloc:
        return f"led to {where}"
    return next((f"shows {live}" for one in words for live in LIVE if live in one), "")


def takes(client: Client, form: drawn.Drawn) -> bool:
    """Whether the form is taken as it was filled in."""
    with transaction.atomic():
        answer = shut(client.generic("POST", form.action, urlencode(body_of(form.values)), FORM))
        transaction.set_rollback(True)
    login = str(answer.get("Location", "")).startswith(f"{settings.LOGIN_URL}?")
    return answer.status_code < 400 and not login


def body_of(values: dict[str, list[str]]) -> list[tuple[str, bytes]]:
    """Pairs of an urlencoded body."""
    return [(name, value.encode()) for name, many in values.items() for value in many]


def wrong_field_by_field(client: Client, form: drawn.Drawn) -> Iterator[str]:
    """One hostile value in one field of an otherwise good form."""
    for name in sorted({*form.values, *form.files}):
        rest = body_of({n: v for n, v in form.copy().items() if n != name})
        for kind, value in HOSTILE.items():
            if wrong := send(client, form, [*rest, (name, value)]):
                yield f"{form.action} {name} {kind}: {wrong}"


def wrong_all_at_once(client: Client, form: drawn.Drawn, kinds: list[str]) -> Iterator[str]:
    """The same hostile value in every field."""
    for kind in kinds:
        body = [(name, HOSTILE[kind]) for name in sorted({*form.values, *form.files})]
        if wrong := send(client, form, body):
            yield f"{form.action} all {kind}: {wrong}"


def wrong_shapes(client: Client, form: drawn.Drawn) -> Iterator[str]:
    """Nothing at all, everything twice, names nobody knows, files for text and text for files."""
    good = body_of(form.values)
    odd = [(f"{name}[]\x00'", value) for name, value in good]
    for label, body in {"nothing": [], "twice": good * 2, "often": good * 60, "odd": odd}.items():
        if wrong := send(client, form, body):
            yield f"{form.action} {label}: {wrong}"
    with transaction.atomic():
        files = {n: SimpleUploadedFile("../a\x01.html", MARKUP.encode()) for n in form.values}
        answer = shut(client.post(form.action, files))
        transaction.set_rollback(True)
    if answer.status_code >= 500:
        yield f"{form.action} files for text: crashed"


@pytest.mark.parametrize(
    "hat", [hat if hat in EACH_TIME else pytest.param(hat, marks=pytest.mark.deep) for hat in HATS]
)
def test_hostile_forms(small_world: World, hat: str) -> None:
    client = Browser(small_world, hat)
    forms = found(small_world, client)
    assert forms
    taken = [one for one in forms.values() if takes(client, one)]
    assert len(taken) > len(forms) / 3, "hostile values are tried on forms that are taken"
    kinds = ["nul", "surrogate", "markup", "elsewhere"]
    wrong = [w for form in forms.values() for w in wrong_all_at_once(client, form, kinds)]
    wrong += [w for form in forms.values() for w in taken_without_token(client, form)]
    assert not wrong, "\n".join(wrong)


def taken_without_token(client: Client, form: drawn.Drawn) -> Iterator[str]:
    """A form from elsewhere does nothing, and the page says what to do."""
    values = form.copy() | {"csrfmiddlewaretoken": ["x" * 64]}
    client.handler.enforce_csrf_checks = True
    answer = shut(client.generic("POST", form.action, urlencode(body_of(values)), FORM))
    client.handler.enforce_csrf_checks = False
    if answer.status_code != 403 or "刷新" not in answer.content.decode():
        yield f"{form.action} without its token: {answer.status_code}"


@pytest.mark.deep
@pytest.mark.parametrize("hat", HATS)
def test_hostile_fields(small_world: World, hat: str) -> None:
    client = Browser(small_world, hat)
    wrong: list[str] = []
    for form in found(small_world, client).values():
        wrong += wrong_all_at_once(client, form, list(HOSTILE))
        wrong += wrong_field_by_field(client, form)
        wrong += wrong_shapes(client, form)
    assert not wrong, "\n".join(wrong)
