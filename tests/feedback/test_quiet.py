"""零投诉: counted from cases, and silence told apart from contentment."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from niangjia.kernel.base.context import actor
from niangjia.kernel.surveys.house import RIGHTS
from niangjia.services.feedback import rules
from niangjia.services.feedback.queries import quiet
from tests.kit.world import World
from tests.surveys.crowds import CHAIR, counted, crowd, opened, says

from .test_loop import form_of

NONE = 5


@pytest.mark.row("004-22")
@pytest.mark.parametrize(
    ("cases", "answered", "none", "means"),
    [
        (1, 0, None, rules.HEARD),
        (3, 20, 20, rules.HEARD),
        (0, 0, None, rules.UNKNOWN),
        (0, 14, None, rules.UNKNOWN),
        (0, 14, 0, rules.USED),
        (0, 14, 6, rules.USED),
        (0, 14, 7, rules.SILENT),
        (0, 14, 14, rules.SILENT),
    ],
)
def test_what_no_cases_may_mean(cases: int, answered: int, none: int | None, means: str) -> None:
    assert rules.silence(cases, answered, none) == means


def pick(firm: int, worker: int) -> int:
    """Firm 0 knows whom to tell, firm 1 does not, firm 2 halves; later one does not."""
    if firm == 1 or (firm == 2 and worker % 2):
        return NONE
    return NONE if firm > 3 and worker == 0 else worker % 2


@pytest.mark.row("004-22")
def test_a_park_of_150_people_in_11_firms(small_world: World) -> None:
    firms = crowd(small_world, *[14] * 10, 10)
    assert sum(map(len, firms)) == 150 and len(firms) == 11
    survey = opened(small_world, *RIGHTS.questions)
    for n, keys in enumerate(firms):
        for i, key in enumerate(keys if n != 10 else keys[:5]):
            says(small_world, key, survey, q1=1, q2=0, q3=pick(n, i), q4=3)
    found = counted(small_world, survey)
    assert (found["asked"] >= 150, found["answered"]) == (True, 145)
    told = {"firm": str(small_world.orgs["k3"].id), "text": "夜班没有热饭，希望改一改"}
    worker = small_world.client(firms[3][0])
    assert worker.post(reverse("feedback:new"), form_of(small_world, **told)).status_code == 302
    with small_world.acting(CHAIR):
        rows = {one.name: one for one in quiet.quiet(actor(), "").rows}
    assert [rows[f"第{n}厂"].status.label for n in range(4)] == [
        "没有投诉，大家知道找谁",
        "没有投诉，也没人去找——沉默不等于满意",
        "没有投诉，也没人去找——沉默不等于满意",
        "有人提过",
    ]
    assert (rows["第3厂"].cases, rows["第3厂"].open) == (1, 1)
    assert (rows["第0厂"].answered, rows["第0厂"].knows) == (14, "100%")
    for n in range(4, 11):
        one = rows[f"第{n}厂"]
        assert one.status.label == "没有投诉，问得太少，看不出来", n
        assert one.knows == "", "one person who has nobody to tell is not shown"


def test_the_page_is_a_unions_own(small_world: World) -> None:
    crowd(small_world, 3)
    page = small_world.client(CHAIR).get(reverse("feedback_desk:quiet")).content.decode()
    assert "第0厂" in page and "没有投诉，问得太少" in page
    beside = small_world.client("a2.chair").get(reverse("feedback_desk:quiet")).content.decode()
    assert "第0厂" not in beside
    for hat in ("a1x-asker", "a1x-firm.responder", "a.admin"):
        answer = small_world.client(hat).get(reverse("feedback_desk:quiet"))
        assert answer.status_code in (302, 404), hat
    assert not re.search(r"<input[^>]*type=.number", page), "no figure can be typed in"
