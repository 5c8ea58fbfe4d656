"""One answer that refuses many owes each of them the reason in writing."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import frozen
from niangjia.kernel.cases.models import Author
from niangjia.kernel.letters.models import Letter, Source, Template
from niangjia.kernel.notices.models import Notice
from niangjia.services.feedback import tasks
from tests.feedback.floods import flood, group
from tests.feedback.test_telling import events, send
from tests.kit.sowing import seeding
from tests.kit.world import World

from .test_ladder import written
from .test_proposals import AT, again, issue

WHY = "宿舍楼是租的，房东不让改线路，公司和工会谈了三次都没有谈下来。"


@pytest.fixture(autouse=True)
def _house_words(small_world: World) -> Iterator[None]:
    with seeding():
        Template.objects.all().delete()
    with frozen(AT):
        yield


def refused(world: World, ids: list[UUID], claim: str = "explained") -> list[Letter]:
    """Answer them all at once; the written reasons that are owed then."""
    made = group(world, ids)
    order = send(world, made, "reply", ids, claim=claim, text=WHY)
    tasks.tell_on.func(str(order))
    with seeding():
        found = Source.objects.filter(case_id__in=ids).values("letter_id")
        return list(Letter.objects.filter(id__in=found, kind="refusal"))


def test_many_are_owed_one_reason_in_five_working_days(small_world: World) -> None:
    ids = flood(small_world)
    owed = refused(small_world, ids)
    assert len(owed) == 1 and owed[0].state == "draft" and WHY in owed[0].body
    assert owed[0].due_at is not None and owed[0].due_at.date().isoformat() == "2026-11-27"
    with seeding():
        assert set(owed[0].sources.values_list("case_id", flat=True)) == set(ids)


def test_each_author_gets_it_in_the_own_thread(small_world: World) -> None:
    ids = flood(small_world)
    (letter,) = refused(small_world, ids)
    written(small_world, letter)
    assert issue(small_world, letter).status_code == 302
    assert again(letter).number
    for one in ids:
        assert events(one, "letter") == 1
        with seeding():
            person = Author.objects.get(case_id=one).person_id
            got = Notice.objects.filter(person_id=person, service="letters")
            assert [n.title for n in got] == ["书面说明来了"]


def test_the_letter_names_nobody_and_opens_no_other_case(small_world: World) -> None:
    ids = flood(small_world, count=3)
    with seeding():
        asker = small_world.people["a1x-asker"].id
        Author.objects.filter(case_id=ids[0]).update(person_id=asker)
    (letter,) = refused(small_world, ids)
    written(small_world, letter)
    issue(small_world, letter)
    there = reverse("letters:letter", args=[letter.pk])
    page = small_world.client("a1x-asker").get(there).content.decode()
    assert WHY in page and "工友" not in page
    assert str(ids[0]) in page and str(ids[1]) not in page
    assert small_world.client("a1x-colleague").get(there).status_code == 404


def test_an_answer_that_does_it_owes_nothing(small_world: World) -> None:
    assert refused(small_world, flood(small_world), claim="solved") == []
