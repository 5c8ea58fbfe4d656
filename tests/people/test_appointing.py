"""A post is given to somebody found in the records and chosen, never to a typed number alone."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.people import sealing
from niangjia.kernel.people.models import Appointment, Membership, Person
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import phones
from .test_desk_pages import get, post

NAMES = {
    "a1x-asker": "欧阳小敏",
    "a1y-asker": "司马青",
    "a2x-asker": "诸葛远",
    "a1.officer": "上官明",
}
PHONES = {"a1x-asker": "13812345678"}


@pytest.fixture(autouse=True)
def known(small_world: World) -> None:
    """People of the world with names, numbers and words to find them by."""
    for key, name in NAMES.items():
        person, phone = small_world.people[key], PHONES.get(key, "")
        words = sealing.vector(sealing.person_words(name, phone))
        with seeding():
            Person.objects.filter(pk=person.pk).update(name=name, search=words)
        if phone:
            phones.give(person, phone)


@pytest.fixture
def chair(small_world: World) -> Client:
    """The district's chair."""
    return small_world.client("a.chair")


def found(client: Client, org_id: UUID, text: str) -> list[str]:
    """Names a search shows."""
    page = client.get(reverse("people:appoint", args=[org_id]), {"q": text})
    return [one["row"].name for one in page.context["people"]]


def chosen(client: Client, org_id: UUID, text: str) -> str:
    """The page that the first hit leads to."""
    url = reverse("people:appoint", args=[org_id])
    first = client.get(url, {"q": text}).context["people"][0]
    return client.get(url + first["url"]).content.decode()


def test_people_are_found_by_name_and_last_digits_and_shown_masked(
    small_world: World, chair: Client
) -> None:
    union = small_world.orgs["a1x"]
    for words in ("欧阳", "小敏", "5678", "13812345678"):
        assert found(chair, union.id, words) == ["欧阳小敏"]
    page = get(chair, "appoint", union.id, q="5678")
    assert "138****5678" in page
    assert "12345678" not in page
    assert "138****5678" in chosen(chair, union.id, "5678")


def test_a_member_number_finds_its_holder(small_world: World, chair: Client) -> None:
    with seeding():
        Membership.objects.filter(number="[m:a1x-asker]").update(number="33019100000427")
    assert found(chair, small_world.orgs["a1x"].id, "33019100000427") == ["欧阳小敏"]


def test_only_people_of_my_part_are_found_and_never_oneself(small_world: World) -> None:
    officer, town = small_world.client("a1.officer"), small_world.orgs["a1"]
    assert found(officer, town.id, "司马") == ["司马青"]
    assert not found(officer, town.id, "诸葛")
    assert not found(officer, town.id, "上官")
    assert not found(officer, town.id, "")
    assert "没有找到" in get(officer, "appoint", town.id, q="查无此人")


@pytest.mark.parametrize("key", ["a2x-asker", ""])
def test_nobody_out_of_sight_can_be_chosen(small_world: World, key: str) -> None:
    officer = small_world.client("a1.officer")
    there = small_world.people[key].pk if key else "00000000-0000-7000-8000-000000000000"
    page = reverse("people:appoint", args=[small_world.orgs["a1"].id])
    given = {"person": there, "role": "officer", "since": "2026-01-01"}
    assert officer.get(page, {"person": str(there)}).status_code == 404
    assert officer.post(page, given).status_code == 404


@pytest.mark.parametrize("person", ["", "13812345678"])
def test_without_a_person_one_is_asked_to_look_for_one(chair: Client, person: str) -> None:
    own = chair.get(reverse("people:directory")).context["rows"][0].id
    sent = post(chair, "appoint", own, person=person, role="officer", since="2026-01-01")
    assert sent.status_code == 422
    assert "任命谁" in sent.content.decode()


def test_mistakes_keep_the_person_and_what_was_typed(small_world: World, chair: Client) -> None:
    union, person = small_world.orgs["a1x"], small_world.people["a1x-asker"]
    sent = post(chair, "appoint", union.id, person=person.pk, role="officer", until="2027-02-03")
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "请选日期" in page
    assert "欧阳小敏" in page
    assert "2027-02-03" in page
    assert f'value="{person.pk}"' in page
    assert 'value="officer" checked' in page


def test_a_post_is_given_once_and_ended(small_world: World, chair: Client) -> None:
    union, person = small_world.orgs["a1x"], small_world.people["a1x-asker"]
    given = {"person": person.pk, "role": "chair", "since": "2026-01-01"}
    assert post(chair, "appoint", union.id, **given).status_code == 302
    again = post(chair, "appoint", union.id, **given)
    assert again.status_code == 422
    assert "已经担任这个职务" in again.content.decode()
    with seeding():
        held = Appointment.objects.get(person=person)
    assert "不再担任工会主席" in get(chair, "appointment_end", held.id)
    assert post(chair, "appointment_end", held.id, until="2025-12-31").status_code == 422
    assert post(chair, "appointment_end", held.id, until="2026-02-01").status_code == 302


@pytest.mark.parametrize(
    ("hat", "org", "role"),
    [("a1x.chair", "a1x", "chair"), ("a.officer", "a1", "admin"), ("a1.officer", "a1", "chair")],
)
def test_nobody_makes_an_equal_of_somebody_higher(
    small_world: World, hat: str, org: str, role: str
) -> None:
    client, where = small_world.client(hat), small_world.orgs[org].id
    page = chosen(client, where, "欧阳")
    assert 'value="officer"' in page
    assert f'value="{role}"' not in page


def test_the_only_post_of_a_firm_is_chosen_already(small_world: World, chair: Client) -> None:
    firm = small_world.orgs["a1x-firm"].id
    assert 'value="responder" checked' in chosen(chair, firm, "5678")
