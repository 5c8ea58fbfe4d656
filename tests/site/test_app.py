"""The house as an app: what is kept on a phone is the same for everybody."""

from __future__ import annotations

import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from niangjia.site.pages_app import FILES
from tests.kit.world import World

NONCE = re.compile(r'nonce="[^"]*"')


def test_the_manifest_names_the_house_and_no_person(small_world: World) -> None:
    answer = small_world.client("a1x.officer").get("/app.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    assert answer.content == Client().get("/app.webmanifest").content
    facts = json.loads(answer.content)
    assert facts["start_url"] == facts["scope"] == "/"
    assert facts["name"]
    assert all(icon["src"].startswith("/static/") for icon in facts["icons"])


@pytest.mark.usefixtures("db")
def test_the_worker_keeps_files_of_ours_and_one_page() -> None:
    answer = Client().get("/worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    text = answer.content.decode()
    listed = json.loads(
        re.search(r"JSON\.parse\('(.*)'\)", text)[1].encode().decode("unicode_escape")
    )
    assert all(path.startswith("/static/ui/") for path in listed)
    assert len(listed) == len(FILES)
    assert all(finders.find(name) for name in FILES)
    assert "credentials: 'omit'" in text


def test_the_page_without_a_network_names_nobody(small_world: World) -> None:
    pages = {
        NONCE.sub("", small_world.client(hat).get("/offline/").content.decode())
        for hat in ("a1x-asker", "a1x.officer", "a1x-firm.responder")
    }
    pages.add(NONCE.sub("", Client().get("/offline/").content.decode()))
    assert len(pages) == 1
    assert "data-me" not in pages.pop()
