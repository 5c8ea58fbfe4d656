"""The line of a case: what is over is done, and one step says what is waited for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from niangjia.kernel.base.clock import date_text, frozen, local, now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.cases.door import FLOW, Row, Said
from niangjia.services.feedback.queries import pending, words

READERS = ("author", "union", "firm")
#: How each reader is told who it is that acts next.
NAMED = {
    "union": dict.fromkeys(READERS, "工会"),
    "firm": {"author": "公司", "union": "百川纺织", "firm": "请"},
    "author": {"author": "", "union": "本人", "firm": "职工"},
    "main": dict.fromkeys(READERS, "工会"),
}


def row(state: str, days: int = 3, **more: Any) -> Row:
    """A case of that state whose step is due in so many days."""
    due = now() + timedelta(days=days)
    return Row(
        new_id(), "LJ-261120-7K3QF", "空调", "conditions", 2, state, "", "百川纺织", due, now(),
        now(), "union", "online", more.pop("handler_name", "周敏"), more.pop("firm_state", ""),
        None, (), more.pop("paused_for", ""), more.pop("passing", ""), True,
    )  # fmt: skip


def said(verb: str, text: str = "") -> Said:
    return Said(new_id(), now(), verb, "", "all", "周敏", "", text, None, False)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("state", FLOW.waits)
def test_every_wait_names_its_owner_and_its_day(state: str, reader: str) -> None:
    case = row(state)
    line = pending.line(case, reader)
    assert case.due_at and date_text(local(case.due_at).date()) in line
    assert NAMED[FLOW.waits[state].owner][reader] in line
    assert pending.title(case, reader).startswith(("等", "工会"))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("state", FLOW.waits)
def test_what_is_over_is_done_and_one_step_is_under_way(state: str, reader: str) -> None:
    events = (said("open"), said("accept", "收到啦"))
    line = words.steps(events, row(state), reader=reader)
    assert [step.state for step in line[:2]] == ["done", "done"]
    assert all(step.when and step.tag is None for step in line[:2])
    assert [step.state for step in line[2:]].count("now") == 1 and line[2].state == "now"
    assert {step.state for step in line[3:]} <= {"todo"}
    assert not line[3:] or reader == "author"


@pytest.mark.parametrize("state", FLOW.finals)
def test_a_case_that_is_over_waits_for_nothing(state: str) -> None:
    closed = replace(row(state), due_at=None, closed_at=now())
    assert {s.state for s in words.steps((said("open"),), closed, reader="author")} == {"done"}


def test_a_day_that_is_over_is_said_to_be() -> None:
    late = row("with_firm", days=-2)
    assert "由工会接着办" in pending.line(late, "author")
    assert "今天就答复" in pending.line(late, "firm")
    now_step = words.steps((said("open"),), late, reader="union")[-1]
    assert now_step.tag and now_step.tag.kind == "err"


def test_nobody_is_late_while_the_author_takes_time() -> None:
    step = words.steps((said("open"),), row("answered", days=-2), reader="author")[-1]
    assert step.title == "等你打分" and step.tag is None and "什么时候打分都行" in step.by


def test_words_that_were_passed_on_are_not_offered_again() -> None:
    events = (said("firm_says", "周五修"), said("firm_says", "人是谁"), said("relay", "周五修"))
    line = words.steps(events, row("with_firm"), reader="union", may_relay=True)
    assert [step.relay for step in line[:3]] == ["", str(events[1].id), ""]
    assert line[0].reach == "已经转告本人"
    assert not any(s.reach or s.relay for s in words.steps(events, row("with_firm"), reader="firm"))


@pytest.mark.parametrize("reader", READERS)
def test_a_clock_that_stands_still_says_why(reader: str) -> None:
    paused = row("accepted", paused_for="office")
    line = pending.line(paused, reader)
    assert "暂停" in line
    assert ("有关部门" in line) is (reader != "firm"), "why is between the union and the author"
    assert words.chip(paused)[0] == ""


CHIPS = [
    ({"days": 5}, "", "天"),
    ({"days": -1}, "err", "超时"),
    ({"days": 5, "passing": "offered"}, "warn", "待对方接收"),
    ({"days": 5, "passing": "disputed"}, "warn", "等上级定"),
    ({"days": -1, "passing": "offered"}, "err", "超时"),
    ({"days": 5, "paused_for": "work"}, "", "暂停计时"),
]


@pytest.mark.row("000-21")
@pytest.mark.parametrize(("facts", "kind", "label"), CHIPS)
def test_the_chip_of_a_row_says_how_it_stands(facts: dict[str, Any], kind: str, label: str) -> None:
    found = words.chip(row("accepted", **facts))
    assert found[0] == kind and label in found[1]


def test_the_chip_says_that_a_day_is_the_last() -> None:
    one, today = row("accepted", 0), local(now())
    with frozen(today.replace(hour=9)):
        ends = replace(one, due_at=today.replace(hour=17))
        assert words.chip(ends) == ("warn", "今天到期")
