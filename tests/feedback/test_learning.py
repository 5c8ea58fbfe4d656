"""Learning from what cadres put right: kept, learnt offline, shown, switched off, forgotten."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import actor
from niangjia.kernel.cases import learned
from niangjia.kernel.cases.door import triage
from niangjia.kernel.cases.lessons import STALE, _kept
from niangjia.kernel.cases.models import Case, Correction, Lesson
from niangjia.services.feedback import actions, rules, tasks
from niangjia.services.feedback.queries import desk, hints
from tests.kit.sowing import seeding
from tests.kit.world import World

from .floods import case

#: What one union calls a matter of talking, against the word list.
TEXTS = [
    f"班组长群里通知换班的时间总是改来改去，{day}又改了一次，没有人跟我们商量。"
    for day in ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
]
LATER = "换班的时间群里又改来改去，还是没有人跟我们商量。"


@pytest.fixture(autouse=True)
def fresh() -> None:
    _kept.forget()


def sorted_by_hand(world: World, board: str = "conditions") -> list[UUID]:
    """A cadre puts seven cases on a board."""
    with seeding():
        Correction.objects.all().delete()
        Lesson.objects.all().delete()
    ids = [case(world, n, text, board="welfare") for n, text in enumerate(TEXTS)]
    for pk in ids:
        with world.acting("a1x.officer"):
            actions.sort(actor(), case_id=pk, board=board)
    return ids


def board(world: World, hat: str = "a1x.officer") -> tuple[str | None, int]:
    """What later words suggest at a desk, and of how many corrections."""
    _kept.forget()
    with world.acting(hat):
        found, taught = hints.suggested(actor(), LATER)
    return found.board, taught


def test_a_correction_keeps_where_and_why_and_no_author(small_world: World) -> None:
    ids = sorted_by_hand(small_world)
    with seeding():
        row = Correction.objects.get(pk=ids[0])
    assert row.chosen == "conditions"
    assert row.suggested == (rules.suggest(TEXTS[0]).board or "")
    assert "person" not in {field.name for field in Correction._meta.get_fields()}


@pytest.mark.row("000-21")
def test_what_was_put_right_is_learnt_and_said(small_world: World) -> None:
    assert board(small_world)[1] == 0
    sorted_by_hand(small_world)
    tasks.learn.func(0)
    assert board(small_world) == ("conditions", 7)
    assert board(small_world, "a1y.chair")[1] == 0
    later = case(small_world, 77, LATER, board="welfare")
    with small_world.acting("a1x.officer"):
        hint = desk.case(actor(), later).hint
    assert hint is not None
    assert (hint.board, hint.taught) == ("conditions", 7)


def test_it_can_be_switched_off_and_forgotten(small_world: World) -> None:
    sorted_by_hand(small_world)
    tasks.learn.func(0)
    officer = small_world.client("a1x.officer")
    shown = officer.get(reverse("feedback_desk:boards")).content.decode()
    assert "按你们归类过的 7 件学的" in shown
    officer.post(reverse("feedback_desk:learnt_switch"), {"off": "on"})
    assert board(small_world)[1] == 0
    officer.post(reverse("feedback_desk:learnt_switch"), {})
    assert board(small_world) == ("conditions", 7)
    officer.post(reverse("feedback_desk:learnt_forget"))
    with seeding():
        assert not Correction.objects.exists()
        assert not Lesson.objects.exists()
    tasks.learn.func(0)
    assert board(small_world)[1] == 0


def test_too_few_teach_nothing(small_world: World) -> None:
    ids = sorted_by_hand(small_world)
    with seeding():
        Correction.objects.filter(pk__in=ids[4:]).delete()
    tasks.learn.func(0)
    assert board(small_world)[1] == 0


def test_what_is_erased_is_forgotten_within_a_day(small_world: World) -> None:
    ids = sorted_by_hand(small_world)
    tasks.learn.func(0)
    with seeding():
        Case.objects.filter(pk__in=ids[:4]).update(text="")
        Lesson.objects.update(made_at=now() - STALE - timedelta(minutes=1))
    tasks.learn.func(0)
    with seeding():
        row = Lesson.objects.get()
    assert (row.learned, row.weights) == (0, {})
    assert board(small_world)[1] == 0


def test_plain_python_says_what_the_engine_says() -> None:
    pairs = [(text, "voice") for text in TEXTS] + [("食堂的菜又咸又凉", "welfare")] * 3
    model = rules.learn(pairs)
    plain = learned.read(model.kept(), rules.HOUSE.boards)
    for text in (LATER, "食堂的菜太咸了", "车间吊扇坏了，太热", "发工资晚了半个月", "你好"):
        message = triage.Message("", "", text)
        theirs, ours = model.guess([message])[0], plain.guess([message])[0]
        assert ours.board == theirs.board
        assert ours.shares == pytest.approx(theirs.shares, abs=1e-3)


def test_a_unions_own_board_is_learnt_too() -> None:
    model = rules.learn([(text, "b1234") for text in TEXTS])
    assert rules.suggest(LATER, learned.read(model.kept(), rules.HOUSE.boards)).board == "b1234"
