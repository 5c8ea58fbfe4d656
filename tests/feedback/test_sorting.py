"""Putting a case on the board it belongs to, with what its words suggest."""

from __future__ import annotations

import pytest

from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.cases.models import Case, Event
from niangjia.services.feedback import actions, rules
from niangjia.services.feedback.queries import desk
from tests.kit.sowing import seeding
from tests.kit.world import World


def case(world: World, **values: object) -> Case:
    pk = world.cases["a1x.seated"].pk
    with seeding():
        Case.objects.filter(pk=pk).update(state="accepted", **values)
        return Case.objects.get(pk=pk)


def test_a_case_is_put_on_another_board(small_world: World) -> None:
    found = case(small_world, board=rules.UNSORTED)
    with small_world.acting("a1x.officer"):
        actions.sort(actor(), case_id=found.pk, board="welfare")
    with seeding():
        assert Case.objects.get(pk=found.pk).board == "welfare"
        said = Event.objects.get(case=found, verb="sort")
    assert (said.audience, said.about) == ("staff", "福利待遇")


@pytest.mark.parametrize("board", ["nonsense", rules.UNSORTED])
def test_no_such_board(small_world: World, board: str) -> None:
    found = case(small_world)
    with small_world.acting("a1x.officer"), pytest.raises(Refusal) as refused:
        actions.sort(actor(), case_id=found.pk, board=board)
    assert refused.value.code == "no_board"


@pytest.mark.parametrize("hat", ["b.officer", "a1.chair", "a1x-firm.responder", "a1x-asker"])
def test_only_the_union_that_answers_sorts(small_world: World, hat: str) -> None:
    found = case(small_world)
    with pytest.raises((Hidden, Refusal)), small_world.acting(hat):
        actions.sort(actor(), case_id=found.pk, board="welfare")


def test_the_desk_says_what_the_words_suggest(small_world: World) -> None:
    text = "车间着火了没人管，灭火器都过期了，有人受伤"
    found = case(small_world, board="welfare", text=text)
    with small_world.acting("a1x.officer"):
        hint = desk.case(actor(), found.pk).hint
    assert hint is not None
    assert hint.board == "conditions"
    assert hint.urgency is not None
    assert all(word in text for word in hint.words)


def test_words_that_fit_suggest_nothing(small_world: World) -> None:
    found = case(small_world, board="welfare", text="食堂的菜有点咸")
    with small_world.acting("a1x.officer"):
        assert desk.case(actor(), found.pk).hint is None
