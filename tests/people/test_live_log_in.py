"""The whole way in over HTTP, on the real server with the real login of the web."""

from __future__ import annotations

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request

import pytest
from django.db import connection

from niangjia.kernel.people.models import Session
from tests.kit.live import Running
from tests.kit.world import World

from . import phones

PHONE = "13988880001"


class Browser:
    """A visitor with cookies and forms."""

    def __init__(self, url: str) -> None:
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> str:
        with self.opener.open(self.url + path, timeout=20) as answer:
            self.at = urllib.parse.urlsplit(answer.url).path
            return str(answer.read().decode())

    def send(self, path: str, **fields: str) -> str:
        """Fill in the form of a page and send it."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        assert token
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token.group(1), **fields}).encode()
        with self.opener.open(self.url + path, body, timeout=20) as answer:
            self.at = urllib.parse.urlsplit(answer.url).path
            return str(answer.read().decode())


def code_of(visitor: Browser) -> str:
    found = json.loads(visitor.get("/dev/inbox.json"))["texts"][0]
    assert found["to"] == PHONE
    return str(found["code"])


@pytest.mark.row("000-21")
def test_from_number_to_desk_and_out_again(committed_world: World, server: Running) -> None:
    person = committed_world.hats["a1x.chair"].person
    phones.give(person, PHONE)
    visitor = Browser(server.url)
    visitor.send("/account/login/", phone=PHONE)
    assert visitor.at == "/account/login/code/confirm/"
    visitor.send("/account/login/code/confirm/", code=code_of(visitor))
    assert visitor.at == "/capacity/"
    assert person.name in visitor.get("/me/")
    held = committed_world.hats["a1x.chair"].appointment
    assert held
    visitor.send("/capacity/", capacity=str(held.pk))
    assert visitor.at.startswith("/desk/")
    visitor.send("/capacity/", capacity="worker")
    assert visitor.at == "/"
    visitor.send("/account/logout/")
    visitor.get("/me/")
    assert visitor.at == "/account/login/code/"
    connection.close()
    assert not Session.objects.filter(appointment_id=None, person_id=person.pk).exclude(
        expire_date__year=2099
    )
