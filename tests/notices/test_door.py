"""Telling people: who is told, what a notice may hold, and that the teller learns nothing."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction

from niangjia.kernel.base.types import Post
from niangjia.kernel.notices import door
from niangjia.kernel.notices.models import Notice
from tests.kit.sowing import seeding
from tests.kit.world import World


def told(title: str) -> set[UUID]:
    with seeding():
        return set(Notice.objects.filter(title=title).values_list("person_id", flat=True))


def test_one_person_is_told(small_world: World) -> None:
    person = small_world.people["b2y-asker"]
    with small_world.acting("a1x.officer"):
        door.tell(person.pk, service="x", title="一句", text="话", link="/me/")
    assert told("一句") == {person.pk}


def test_several_are_told_at_once_and_nobody_is_fine(small_world: World) -> None:
    people = [person.pk for person in small_world.people.values()][:5]
    with small_world.acting("a1x.officer"):
        door.tell_all(people, service="x", title="五个", text="话")
        door.tell_all([], service="x", title="没有", text="话")
    assert told("五个") == set(people)
    assert told("没有") == set()


@pytest.mark.parametrize("key", ["a1x.officer", "a1x-firm.responder"])
def test_the_asker_is_told_by_whoever_handles_the_case(small_world: World, key: str) -> None:
    case = small_world.cases["a1x.seated"]
    with small_world.acting(key):
        door.tell_author(case.pk, service="x", title="办好了", text="请打分")
        assert not Notice.objects.filter(title="办好了").exists(), "the teller sees nothing of it"
    assert told("办好了") == {small_world.people["a1x-asker"].pk}


def test_a_case_nobody_asked_tells_nobody(small_world: World) -> None:
    with small_world.acting("a.officer"):
        door.tell_author(small_world.cases["a.imported"].pk, service="x", title="空", text="话")
    assert told("空") == set()


def test_holders_of_a_post_are_told_but_not_those_whose_post_ended(small_world: World) -> None:
    org = small_world.orgs["a1"]
    with small_world.acting("a1x-asker"):
        door.tell_posts(org.pk, [Post.OFFICER, Post.CHAIR], service="x", title="新办件", text="话")
    assert told("新办件") == {small_world.hats[k].person.pk for k in ("a1.officer", "a1.chair")}


def test_nothing_is_told_when_the_act_fails(small_world: World) -> None:
    person = small_world.people["b2y-asker"]
    with pytest.raises(RuntimeError), small_world.acting("a1x.officer"):
        door.tell(person.pk, service="x", title="算了", text="话")
        raise RuntimeError
    assert told("算了") == set()


def test_nobody_tells_outside_an_act(small_world: World) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():
        door.tell(small_world.people["a1x-asker"].pk, service="x", title="t", text="x")


@pytest.mark.parametrize(
    "link", ["https://evil.example/", "//evil.example", "me/", "/" + "x" * 200]
)
def test_a_link_is_a_path_of_ours(small_world: World, link: str) -> None:
    with pytest.raises(ValueError, match="path of ours"):
        door.tell(small_world.people["a1x-asker"].pk, service="x", title="t", text="x", link=link)


def test_long_words_are_cut_with_a_sign(small_world: World) -> None:
    with small_world.acting("a1x.officer"):
        door.tell(small_world.people["a1x-asker"].pk, service="x", title="长" * 61, text="文" * 300)
    with seeding():
        kept = Notice.objects.get(service="x")
    assert (len(kept.title), kept.title[-1]) == (60, "…")
    assert (len(kept.text), kept.text[-1]) == (200, "…")
