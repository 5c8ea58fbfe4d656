"""While somebody writes: what others asked about is offered, and never what they wrote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.cases import likening
from niangjia.kernel.cases.models import Author, Case, Matter, Part
from tests.kit.sowing import seeding
from tests.kit.world import World

from .floods import OTHER, TEXTS, TITLE, case, flood, group
from .test_loop import form_of

MINE = "我也是北仑的，封路以后回不了家，今晚还没有地方睡。"


@pytest.fixture
def matter(small_world: World) -> UUID:
    """A named matter of six people of the worker's own union, and no other in the way."""
    with seeding():
        Part.objects.all().delete()
        Matter.objects.all().delete()
    for n in range(12):
        case(small_world, 100 + n, OTHER)
    return group(small_world, flood(small_world, count=6))


def typed(client: Client, world: World, text: str, **more: Any) -> str:
    """What the form shows beside these words."""
    form = {"firm": str(world.orgs["a1x-firm"].id), "text": text, **more}
    return client.post(reverse("feedback:same"), form).content.decode()


def sent(client: Client, world: World, **more: Any) -> Any:
    return client.post(reverse("feedback:new"), form_of(world, **more))


def part(case_id: UUID) -> UUID | None:
    with seeding():
        return Part.objects.filter(case_id=case_id).values_list("matter_id", flat=True).first()


@pytest.mark.row("000-21")
def test_words_of_the_same_find_it(small_world: World, matter: UUID) -> None:
    worker = small_world.client("a1x-asker")
    shown = typed(worker, small_world, MINE)
    assert TITLE in shown
    assert "都不是" in shown
    assert "6 位工友" in shown
    assert not any(text[:12] in shown for text in TEXTS)
    assert TITLE not in typed(worker, small_world, OTHER)
    assert TITLE not in typed(worker, small_world, "你好")


def test_it_is_asked_once_before_sending_and_kept_what_was_typed(
    small_world: World, matter: UUID
) -> None:
    worker = small_world.client("a1x-asker")
    first = sent(worker, small_world, text=MINE)
    page = first.content.decode()
    assert first.status_code == 200
    assert "是这件事吗" in page
    assert MINE in page
    again = sent(worker, small_world, text=MINE, asked="on", matter=str(matter))
    assert again.status_code == 302
    mine = UUID(again["Location"].split("/")[2])
    assert part(mine) == matter
    with seeding():
        row = Matter.objects.get(pk=matter)
        assert (row.cases, row.people) == (7, 7)
        assert Author.objects.get(case_id=mine).person_id == small_world.people["a1x-asker"].id


def test_who_says_no_stands_alone(small_world: World, matter: UUID) -> None:
    answer = sent(
        small_world.client("a1x-asker"), small_world, text=MINE, asked="on", matter="none"
    )
    assert part(UUID(answer["Location"].split("/")[2])) is None


def test_taken_up_without_a_word_it_begins_with_the_matters(
    small_world: World, matter: UUID
) -> None:
    worker = small_world.client("a1x-asker")
    shown = worker.get(reverse("feedback:new"), {"matter": str(matter)}).content.decode()
    assert f"我也遇到了：{TITLE}" in shown
    answer = sent(worker, small_world, text="", board="", matter=str(matter))
    assert answer.status_code == 302, answer.content.decode()
    with seeding():
        row = Case.objects.get(pk=UUID(answer["Location"].split("/")[2]))
    assert (row.text, row.board) == (f"我也遇到了：{TITLE}", "welfare")


def test_few_people_are_never_offered(small_world: World, matter: UUID) -> None:
    with seeding():
        Matter.objects.filter(pk=matter).update(people=2)
    worker = small_world.client("a1x-asker")
    assert TITLE not in typed(worker, small_world, MINE)
    answer = sent(worker, small_world, text=MINE, asked="on", matter=str(matter))
    assert part(UUID(answer["Location"].split("/")[2])) is None


@pytest.mark.parametrize("hat", ["a1y-asker", "b2y-asker"])
def test_other_unions_workers_learn_nothing(small_world: World, matter: UUID, hat: str) -> None:
    other = small_world.client(hat)
    firm = {"firm": str(small_world.orgs["a1x-firm"].id)}
    assert TITLE not in typed(other, small_world, MINE)
    shown = other.get(reverse("feedback:new"), {"matter": str(matter), **firm})
    assert TITLE not in shown.content.decode()


def test_firms_learn_nothing(small_world: World, matter: UUID) -> None:
    firm = small_world.client("a1x-firm.responder")
    assert firm.post(reverse("feedback:same"), {"text": MINE}).status_code == 404


def test_a_case_another_union_answers_does_not_join(small_world: World, matter: UUID) -> None:
    worker = small_world.client("a1x-asker")
    answer = sent(worker, small_world, text=MINE, asked="on", matter=str(matter), who="upper")
    assert part(UUID(answer["Location"].split("/")[2])) is None


def test_authors_read_how_many_from_five_on(small_world: World, matter: UUID) -> None:
    worker = small_world.client("a1x-asker")
    answer = sent(worker, small_world, text=MINE, asked="on", matter=str(matter))
    address = reverse("feedback:case", args=[answer["Location"].split("/")[2]])
    assert "6 位工友" in worker.get(address).content.decode()
    with seeding():
        Matter.objects.filter(pk=matter).update(people=4)
    assert "位工友" not in worker.get(address).content.decode()


def test_what_one_asked_already_is_not_offered_again(small_world: World, matter: UUID) -> None:
    worker = small_world.client("a1x-asker")
    sent(worker, small_world, text=MINE, asked="on", matter=str(matter))
    assert TITLE not in typed(worker, small_world, MINE)


WORDS = likening.shared(TITLE, TEXTS, [OTHER] * 5)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        (MINE, True),
        ("北仑那边封了，回不了家。", True),
        (OTHER, False),
        ("希望工会管一管夜班补贴。", False),
        ("", False),
        ("家", False),
    ],
)
def test_likeness_in_plain_python(text: str, same: bool) -> None:
    assert (likening.likeness(text, WORDS) > 0) is same


def test_words_are_pairs_and_no_sentence() -> None:
    assert all(len(pair) == 2 for pair in WORDS)
    assert "北仑" in WORDS
    assert "食堂" not in WORDS


def test_a_form_that_lost_its_words_is_shown_again(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    broken = {name: value for name, value in form_of(small_world).items() if name != "text"}
    assert worker.post(reverse("feedback:new"), broken).status_code == 422
