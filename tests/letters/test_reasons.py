"""A firm that says it cannot be done owes its reason in writing, as a union does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import local
from niangjia.kernel.letters import rules, tasks
from niangjia.kernel.letters.models import Letter, Source
from niangjia.kernel.notices.models import Notice
from tests.feedback.test_loop import seen, sent, write
from tests.kit.sowing import seeding
from tests.kit.world import World

from .test_ladder import _house_words, newest
from .test_proposals import AT

__all__ = ["_house_words"]
pytestmark = pytest.mark.row("000-21")
WORDS = "这个月没有预算，办不到。"
REASON = "今年预算用完了，明年一月能装；先放四台风扇。"


def refused(world: World, **more: str) -> tuple[UUID, Any]:
    """A case the firm was asked about; it says that it cannot be done."""
    case, chair = write(world.client("a1x-asker"), world), world.client("a1x.chair")
    assert sent(chair, "feedback_desk:accept", case) == 302
    assert sent(chair, "feedback_desk:seat", case, ask="请行政部看看空调") == 302
    data = {"text": WORDS, "cannot": "on", "key": "n", **more}
    firm = world.client("a1x-firm.responder")
    return case, firm.post(reverse("feedback_firm:reply", args=[case]), data, follow=True)


def letters_of(case: UUID) -> list[Letter]:
    with seeding():
        ids = Source.objects.filter(case_id=case).values_list("letter_id", flat=True)
        return list(Letter.objects.filter(pk__in=list(ids), kind="reason"))


def test_a_no_brings_a_letter_that_asks_why(small_world: World) -> None:
    case, page = refused(small_world)
    assert "还要书面说明" in page.content.decode()
    chair, worker = small_world.client("a1x.chair"), small_world.client("a1x-asker")
    assert "说办不到" in seen(chair, "feedback_desk:case", case)
    mine = seen(worker, "feedback:case", case)
    assert "公司说办不到，工会正在核实" in mine and WORDS not in mine
    tasks.ask_reason.func(str(case))
    tasks.ask_reason.func(str(case))
    (letter,) = letters_of(case)
    assert (letter.state, letter.to_id) == ("issued", small_world.orgs["a1x-firm"].id)
    assert letter.number and letter.due_at and "询〔" in letter.number
    days = (local(letter.due_at).date() - AT.date()).days
    assert 5 <= days <= 9, "five working days"
    assert "预算" not in letter.body and "空调" not in letter.body
    assert rules.may_step("reason", "overdue") and not rules.may_step("reason", "issued")
    firm = small_world.client("a1x-firm.responder")
    there = reverse("letters_firm:letter", args=[letter.pk])
    shown = firm.get(there).content.decode()
    assert "说办不到" in shown and small_world.people["a1x-asker"].name not in shown
    with seeding():
        asker = small_world.people["a1x-asker"].id
        told = Notice.objects.filter(person_id=asker, title="公司说办不到，工会要它写明理由")
        assert told.count() == 1
    assert letter.number in seen(worker, "feedback:case", case)
    answer = reverse("letters_firm:answer", args=[letter.pk])
    fields = {"answer-text": REASON, "text": REASON, "key": "a"}
    assert firm.post(answer, fields).status_code == 302
    assert newest("reason").state == "answered" and newest("reason").answer == REASON
    assert REASON not in seen(worker, "feedback:case", case), "the union passes on what it decides"


def test_done_and_cannot_are_not_both(small_world: World) -> None:
    _case, page = refused(small_world, done="on")
    assert page.status_code == 422
    assert "只能选一个" in page.content.decode() and WORDS in page.content.decode()


def test_who_was_pressed_is_not_written_about(small_world: World) -> None:
    case, _page = refused(small_world)
    worker = small_world.client("a1x-asker")
    there = reverse("feedback:appeal", args=[case])
    said = worker.post(there, {"text": "主管来问是谁说的", "pressed": "on", "key": "p"})
    assert said.status_code == 302
    tasks.ask_reason.func(str(case))
    assert letters_of(case) == []
