"""What a survey may ask and when it may go out, as tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from niangjia.kernel.surveys import flow, house, rules
from niangjia.kernel.surveys.rules import Ask, Question
from tests.kit import flows

TODAY = date(2026, 11, 20)
ONE = Question("q1", Ask.ONE, "哪个？", ("甲", "乙"))


def test_every_waiting_state_has_an_owner_and_a_deadline() -> None:
    flows.check_table(flow.FLOW)


@pytest.mark.parametrize(
    ("question", "good"),
    [
        (ONE, True),
        (Question("q1", Ask.ONE, "哪个？", ("甲",)), False),
        (Question("q1", Ask.ONE, "哪个？", ("甲",), other=True), True),
        (Question("q1", Ask.MANY, "哪些？", ("甲", "甲")), False),
        (Question("q1", Ask.MANY, "哪些？", tuple("甲乙丙丁戊己庚辛壬癸子丑寅")), False),
        (Question("q1", Ask.MANY, "哪些？", tuple("甲乙丙丁戊己庚辛壬癸子丑")), True),
        (Question("q1", Ask.TEXT, "还有呢？"), True),
        (Question("q1", Ask.YESNO, "对吗？"), True),
    ],
)
def test_a_question_can_be_answered(question: Question, good: bool) -> None:
    verdict = rules.may_ask(question)
    assert bool(verdict) == good
    assert good or (verdict.reason and verdict.remedy)


@pytest.mark.parametrize(
    ("unnamed", "asked", "until", "good"),
    [
        (True, 10, 0, True),
        (True, 9, 0, False),
        (False, 1, 0, True),
        (False, 0, 0, False),
        (False, 1, -1, False),
        (False, 1, 60, True),
        (False, 1, 61, False),
    ],
)
def test_when_a_draft_may_go_out(unnamed: bool, asked: int, until: int, good: bool) -> None:
    verdict = rules.may_open(
        (ONE,),
        unnamed=unnamed,
        asked=asked,
        least=5,
        today=TODAY,
        until=TODAY + timedelta(days=until),
    )
    assert bool(verdict) == good


def test_a_draft_without_questions_does_not_go_out() -> None:
    assert not rules.may_open((), unnamed=False, asked=9, least=5, today=TODAY, until=TODAY)


def test_questions_are_added_moved_and_taken_out() -> None:
    page = rules.added(rules.added(rules.added((), ONE), ONE), ONE)
    assert [one.id for one in page] == ["q1", "q2", "q3"]
    assert [one.id for one in rules.moved(page, "q3", -1)] == ["q1", "q3", "q2"]
    assert rules.moved(page, "q1", -1) == page
    assert rules.moved(page, "nothing", 1) == page
    shorter = rules.removed(page, "q2")
    assert [one.id for one in shorter] == ["q1", "q3"]
    assert rules.added(shorter, ONE)[-1].id == "q4", "an id is never given twice to a page"


@pytest.mark.parametrize("template", house.TEMPLATES, ids=lambda one: one.key)
def test_surveys_of_the_house_can_be_answered_and_kept(template: house.Template) -> None:
    assert all(rules.may_ask(one) for one in template.questions)
    assert rules.read(rules.kept(template.questions)) == template.questions
    assert len({one.id for one in template.questions}) == len(template.questions)


@pytest.mark.row("004-22")
def test_the_survey_of_rights_asks_pay_contract_and_channel() -> None:
    found = house.template("rights")
    assert found is not None and found.unnamed
    channel = next(one for one in found.questions if one.use == house.CHANNEL)
    assert channel.labels[house.NO_CHANNEL].startswith("没找过")


def test_an_answer_in_words() -> None:
    other = Question("q1", Ask.MANY, "哪些？", ("甲", "乙"), other=True)
    assert rules.in_words(other, {"q1": [1, -1], "q1+": "丙"}) == "乙、丙"
    assert rules.in_words(Question("q1", Ask.YESNO, "对吗？"), {"q1": 0}) == "是"
    assert rules.in_words(ONE, {}) == ""
    assert rules.in_words(Question("q1", Ask.NUMBER, "几份？"), {"q1": 0}) == "0"
