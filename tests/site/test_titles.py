"""The title of a page: what it is, then the one name of the house, whoever reads it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from niangjia.kernel.people import switches
from niangjia.kernel.people.models import OrgSettings
from tests.kit.world import World

TITLE = re.compile(r"<title>([^<]+)</title>")
BRAND = "临江工惠"
#: Who opens what.
PAGES = (
    ("a1x-asker", "home"),
    ("a1x-asker", "feedback:mine"),
    ("a1x-asker", "look"),
    ("a1x.chair", "feedback_desk:inbox"),
    ("a1x.chair", "feedback_desk:assist"),
    ("a1x-firm.responder", "feedback_firm:list"),
    ("a1x-firm.responder", "messages"),
    ("a.admin", "people:directory"),
)


def title(client: Client, path: str) -> list[str]:
    """The title of a page, at its dots."""
    found = TITLE.search(client.get(path, follow=True).content.decode())
    assert found, path
    return found[1].strip().split(" · ")


@pytest.mark.parametrize(("who", "name"), PAGES)
def test_without_a_brand_it_ends_with_the_houses_name(
    small_world: World, who: str, name: str
) -> None:
    page, house = title(small_world.client(who), reverse(name))
    assert page and house == "娘家"


@pytest.mark.parametrize(("who", "name"), PAGES)
def test_with_a_brand_it_ends_with_that(
    small_world: World, seeding: Any, who: str, name: str
) -> None:
    top = small_world.orgs["a"]
    with seeding():
        OrgSettings.objects.filter(org_path=top.path).update(brand=BRAND)
    switches.forget()
    assert title(small_world.client(who), reverse(name))[1:] == [BRAND]


@pytest.mark.parametrize("path", ["/", "/account/login/", "/settings/look/", "/nowhere/"])
def test_a_stranger_and_a_lost_page_have_the_same_name(small_world: World, path: str) -> None:
    page, house = title(Client(), path)
    assert page and house == "娘家"


@pytest.mark.parametrize("name", ["400.html", "500.html", "503.html"])
def test_pages_drawn_without_anything_have_it_too(name: str) -> None:
    found = TITLE.search(render_to_string(name))
    assert found and found[1].endswith(" · 娘家") and not found[1].startswith(" ")
