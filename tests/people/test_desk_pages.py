"""The directory at the desk: who finds whom, what is written down, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.models import Audit, Look
from niangjia.kernel.cases.models import Case
from niangjia.kernel.people.models import Membership, Org, Person
from tests.kit.world import World


def get(client: Client, route: str, /, *args: object, **query: str) -> str:
    """A page's text; anything but a page is an error."""
    response = client.get(reverse(f"people:{route}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def post(client: Client, route: str, /, *args: object, **fields: Any) -> Any:
    """Send a form of the room."""
    return client.post(reverse(f"people:{route}", args=args), fields)


@pytest.fixture
def officer(small_world: World) -> Client:
    """The town's officer."""
    return small_world.client("a1.officer")


@pytest.mark.parametrize("kind", ["orgs", "people"])
def test_the_list_holds_my_part_and_nothing_else(small_world: World, kind: str) -> None:
    page = get(small_world.client("a1.officer"), "directory", kind=kind)
    named = small_world.orgs if kind == "orgs" else small_world.people
    inside = {"a1x", "a1y"} if kind == "orgs" else {"a1x-asker", "a1y-asker"}
    outside = {"a2x", "b1x"} if kind == "orgs" else {"a2x-asker", "b1x-asker"}
    assert all(named[key].name in page for key in inside)
    assert not any(named[key].name in page for key in outside)


@pytest.mark.parametrize("hat", ["a1.caller", "a1x-asker", "a1x-firm.responder"])
def test_the_directory_is_not_there_for_others(small_world: World, hat: str) -> None:
    page = small_world.client(hat).get(reverse("people:directory"))
    assert page.status_code == 404


def test_a_new_person_is_found_by_name_and_by_number(small_world: World, officer: Client) -> None:
    sent = post(
        officer,
        "person_new",
        name="欧阳小敏",
        phone="138 0000 7788",
        union="Ca1x",
        joined_on="2024-03-01",
    )
    assert sent.status_code == 302, sent.content.decode()
    for words in ("欧阳", "阳小", "7788", "13800007788"):
        assert "欧阳小敏" in get(officer, "directory", kind="people", q=words)
    assert "欧阳小敏" not in get(officer, "directory", kind="people", q="欧敏")
    assert "13800007788" not in get(officer, "directory", kind="people", q="欧阳")
    other = small_world.client("a2.officer")
    assert "欧阳小敏" not in get(other, "directory", kind="people", q="13800007788")


def test_a_search_finds_orgs_by_name_code_and_short(small_world: World, officer: Client) -> None:
    post(
        officer,
        "org_new",
        parent="Ca1",
        kind="union",
        level="grassroots",
        name="百川纺织工会",
        short="百川",
        code="BC01",
    )
    for words in ("BC01", "百川", "纺织工"):
        assert "百川纺织工会" in get(officer, "directory", kind="orgs", q=words)
    assert "百川纺织工会" not in get(officer, "directory", kind="orgs", q="百织")
    other = small_world.client("a2.officer")
    assert "百川纺织工会" not in get(other, "directory", kind="orgs", q="BC01")


def test_opening_a_person_and_a_number_are_looks(
    small_world: World, officer: Client, seeding: Any
) -> None:
    post(officer, "person_new", name="李建国", phone="13800007788", union="Ca1x")
    with seeding():
        person = Person.objects.get(name="李建国")
    page = get(officer, "person", person.id)
    assert "138****7788" in page
    assert "查看电话（会记录）" in page
    shown = post(officer, "person_phone", person.id).content.decode()
    assert "138 0000 7788" in shown
    assert "查看电话（会记录）" not in shown
    with seeding():
        whats = list(Look.objects.filter(subject_id=person.id).values_list("what", flat=True))
    assert sorted(whats) == ["名册资料", "名册资料", "手机号"]


def test_pages_draw_page_by_page(small_world: World, seeding: Any) -> None:
    with seeding():
        town = small_world.orgs["a1"]
        Org.objects.bulk_create(
            Org(
                kind="place",
                name=f"歇脚点{n:03d}",
                code=f"X{n}",
                parent_id=town.id,
                path=f"{town.path}x{n:03d}.",
                root=town.root,
            )
            for n in range(70)
        )
    officer, url, seen = small_world.client("a1.officer"), "?kind=orgs", []
    while url:
        found = officer.get(reverse("people:directory") + url).context
        seen += [row.name for row in found["rows"]]
        url = found["more_url"]
    assert len(seen) == len(set(seen)) == 70 + 5
    assert seen == sorted(seen, key=seen.index)


def test_the_administrator_keeps_people_but_sees_no_case(small_world: World) -> None:
    admin = small_world.client("a.admin")
    assert small_world.people["a1x-asker"].name in get(admin, "directory", kind="people")
    case = next(iter(small_world.cases.values()))
    only_admin = small_world.client("city.admin")
    assert only_admin.get(f"/desk/feedback/{case.id}/").status_code == 404


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_list_leaves_the_house_written_down(
    small_world: World, officer: Client, seeding: Any, form: str
) -> None:
    response = officer.get(reverse("people:export"), {"kind": "people", "as": form})
    assert response["Content-Disposition"].startswith("attachment")
    assert len(response.content) > 200
    with seeding():
        assert Audit.objects.filter(action="directory.exported").count() == 1


def test_a_transfer_closes_one_membership_and_opens_another(
    small_world: World, officer: Client, seeding: Any
) -> None:
    person = small_world.people["a1x-asker"]
    sent = post(officer, "transfer", person.id, union="Ca1y", since="2026-05-01")
    assert sent.status_code == 302, sent.content.decode()
    with seeding():
        old, new = Membership.objects.filter(person=person).order_by("since")
        moved = Person.objects.get(id=person.id)
    assert (str(old.until), new.until) == ("2026-04-30", None)
    assert (old.number, new.number) == ("", f"[m:{'a1x-asker'}]")
    assert moved.home_path == small_world.orgs["a1y"].path
    again = post(officer, "transfer", person.id, union="Ca1y", since="2026-05-02")
    assert "会籍已经在这家工会了" in again.content.decode()


@pytest.mark.parametrize(("hat", "told"), [("a.officer", True), ("a.admin", False)])
def test_whoever_leaves_a_post_is_asked_to_hand_over(
    small_world: World, seeding: Any, hat: str, told: bool
) -> None:
    chair = small_world.hats["a1x.chair"]
    assert chair.appointment is not None
    with seeding():
        Case.objects.filter(org_id=chair.org.id, closed_at=None).update(handler_id=chair.person.id)
    page = get(small_world.client(hat), "appointment_end", chair.appointment.id)
    assert ("手上还有" in page) is told
