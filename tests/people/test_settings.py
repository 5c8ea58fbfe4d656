"""A union's brand and switches, inherited, seen by its workers; and setting up an empty house."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.models import Audit
from niangjia.kernel.base.clock import now
from niangjia.kernel.people import switches
from niangjia.kernel.people.actions import setup
from niangjia.kernel.people.models import Appointment, Org, OrgSettings, Person, SetupLink
from tests.kit.world import World
from tests.people.test_pictures import png, svg


def brand(world: World, hat: str, org: str, **fields: Any) -> Any:
    """Send the brand form."""
    url = reverse("people:org_brand", args=[world.orgs[org].id])
    return world.client(hat).post(url, {"name": "", "hotline": "", "accent": "", **fields})


def test_a_brand_holds_for_everybody_below(small_world: World) -> None:
    sent = brand(small_world, "a.officer", "a", name="临江工惠", accent="#1E6FA8")
    assert sent.status_code == 302
    path = small_world.orgs["a1x"].path
    url = reverse("brand.css", args=[path])
    home = small_world.client("a1x-asker").get("/")
    assert home.context["brand"].name == "临江工惠"
    assert url in home.content.decode()
    sheet = small_world.client("").get(url)
    assert "#1E6FA8" in sheet.content.decode()
    assert sheet["Content-Type"].startswith("text/css")
    assert "public" in sheet["Cache-Control"]
    other = small_world.client("").get(reverse("brand.css", args=[small_world.orgs["b"].path]))
    assert other.content == b""


def test_a_nearer_brand_wins(small_world: World) -> None:
    brand(small_world, "a.officer", "a", name="临江工惠", hotline="0571-1")
    brand(small_world, "a1x.chair", "a1x", name="百川之家")
    found = switches.at(small_world.orgs["a1x"].path)
    assert (found.brand, found.hotline) == ("百川之家", "0571-1")


@pytest.mark.parametrize(
    ("hat", "org", "status"),
    [
        ("a.officer", "a1", 404),
        ("a1.officer", "a", 404),
        ("a.admin", "a1", 302),
        ("a.admin", "b", 404),
        ("a1x.chair", "a1x", 302),
        ("a.officer", "a1x-firm", 404),
        ("a.caller", "a", 404),
    ],
)
def test_a_union_sets_its_own_and_the_administrator_all_below(
    small_world: World, hat: str, org: str, status: int
) -> None:
    assert brand(small_world, hat, org, name="某某").status_code == status


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"accent": "#FFCC00"}, "最接近的合适颜色：#"),
        ({"accent": "red"}, "#RRGGBB"),
        ({"logo": SimpleUploadedFile("x.png", b"no")}, "PNG 或 SVG"),
        ({"name": "长" * 41}, "最多 40 个字"),
    ],
)
def test_a_brand_nobody_can_read_is_refused(
    small_world: World, fields: dict[str, Any], words: str
) -> None:
    sent = brand(small_world, "a.officer", "a", **fields)
    assert sent.status_code == 422
    assert words in sent.content.decode()


@pytest.mark.parametrize(
    ("content", "media"), [(png(), "image/png"), (svg("<path d='M0 0h1'/>"), "image/svg+xml")]
)
def test_a_logo_is_served_in_a_sandbox(small_world: World, content: bytes, media: str) -> None:
    file = SimpleUploadedFile("logo", content)
    assert brand(small_world, "a.officer", "a", logo=file).status_code == 302
    url = reverse("brand.logo", args=[small_world.orgs["a"].id])
    found = small_world.client("").get(url)
    assert (found.status_code, found["Content-Type"]) == (200, media)
    assert "sandbox" in found["Content-Security-Policy"]
    assert "default-src 'none'" in found["Content-Security-Policy"]
    again = small_world.client("").get(url, headers={"If-None-Match": found["ETag"]})
    assert again.status_code == 304
    assert url in small_world.client("a1x-asker").get("/").content.decode()
    assert brand(small_world, "a.officer", "a", name="还在").status_code == 302
    assert small_world.client("").get(url).status_code == 200


def test_there_is_no_logo_and_no_place_of_that_name(small_world: World) -> None:
    stranger = small_world.client("")
    assert stranger.get(reverse("brand.logo", args=[small_world.orgs["b"].id])).status_code == 404
    assert stranger.get("/brand/..%2F.css").status_code == 404
    assert stranger.get("/brand/x{}.css").status_code == 404


def test_a_closed_service_is_not_there_for_those_below(small_world: World, seeding: Any) -> None:
    url = reverse("people:org_switches", args=[small_world.orgs["a"].id])
    officer, worker = small_world.client("a.officer"), small_world.client("a1x-asker")
    assert worker.get(reverse("feedback:new")).status_code == 200
    assert officer.post(url, {"feedback": "off"}).status_code == 302
    assert worker.get(reverse("feedback:new")).status_code == 403
    assert worker.get(reverse("feedback:mine")).status_code == 200
    assert small_world.client("b1x-asker").get(reverse("feedback:new")).status_code == 200
    page = small_world.client("a1x.chair").get(
        reverse("people:org", args=[small_world.orgs["a1x"].id]), {"tab": "switches"}
    )
    assert "：关" in page.content.decode()
    assert officer.post(url, {"feedback": "inherit"}).status_code == 302
    assert worker.get(reverse("feedback:new")).status_code == 200
    with seeding():
        assert OrgSettings.objects.get(org=small_world.orgs["a"]).services == {}


FIELDS = {
    "union_name": "临江区总工会",
    "region_code": "330199",
    "level": "county",
    "admin_name": "钱管家",
    "admin_phone": "138 0000 0005",
}


@pytest.fixture
def link(db: None, seeding: Any) -> str:
    """The one-time link of an empty house."""
    with seeding():
        made = setup.make_link()
    assert made
    return made


def test_an_empty_house_is_set_up_once(link: str, seeding: Any) -> None:
    client = Client()
    assert "搭好这个家" in client.get(link).content.decode()
    done = client.post(link, FIELDS)
    assert done.status_code == 200, done.content.decode()
    assert "家搭好了" in done.content.decode()
    assert client.get(link).status_code == client.post(link, FIELDS).status_code == 404
    with seeding():
        org, held = Org.objects.get(), Appointment.objects.get()
        assert (org.path, org.root, org.level, org.code) == (
            "33.01.99.",
            "33.01.99.",
            "county",
            "330199",
        )
        assert (held.post, held.org_id, held.person.name) == ("admin", org.id, "钱管家")
        assert Person.objects.get().phone_last4 == "0005"
        assert Audit.objects.filter(action="setup.done").count() == 1
        assert setup.make_link() is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("region_code", "330100", "对应的 6 位"),
        ("region_code", "339999", "浙江没有"),
        ("region_code", "", "请填 6 位"),
        ("admin_phone", "123", "手机号应是"),
        ("union_name", "", "请写工会名称"),
        ("level", "planet", "请选一级"),
    ],
)
def test_the_wizard_says_what_is_wrong(link: str, field: str, value: str, words: str) -> None:
    sent = Client().post(link, {**FIELDS, field: value})
    assert sent.status_code == 422
    assert words in sent.content.decode()
    assert Client().post(link, FIELDS).status_code == 200


def test_a_stale_or_wrong_link_opens_nothing(link: str, seeding: Any) -> None:
    assert Client().get("/setup/guessed/").status_code == 404
    with seeding():
        digest = SetupLink.objects.get().digest
    assert Client().get(f"/setup/{digest}/").status_code == 404
    with seeding():
        SetupLink.objects.update(expires_at=now() - timedelta(minutes=1))
    assert Client().get(link).status_code == 404
    assert Client().post(link, FIELDS).status_code == 404


def test_a_new_link_ends_the_old_one(link: str, seeding: Any) -> None:
    with seeding():
        fresh = setup.make_link()
    assert Client().get(link).status_code == 404
    assert fresh and Client().get(fresh).status_code == 200


def test_a_house_with_a_union_cannot_be_set_up(link: str, seeding: Any) -> None:
    with seeding():
        Org.objects.create(kind="union", name="已有", code="x", path="33.", root="33.")
    assert Client().post(link, FIELDS).status_code == 404


def test_nobody_writes_a_union_without_a_link(db: None) -> None:
    with (
        pytest.raises(Exception, match=r"permission denied|policy"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET LOCAL ROLE nj_entry")
        cursor.execute("INSERT INTO people_setuplink (digest, expires_at) VALUES ('x', now())")
