"""Who answers what: the line that fits, inherited downwards, the nearest wins."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.context import actor
from niangjia.kernel.cases import duties
from niangjia.kernel.cases.duties import Asked, Line
from niangjia.kernel.cases.models import Case, Duty
from niangjia.services.feedback.queries import duties as duty_queries
from tests.kit.sowing import seeding
from tests.kit.world import World

pytestmark = pytest.mark.row("000-21", "003-10")
OFFICE, PHONE = "区劳动监察大队", "12333"


def line(path: str = "33.01.", **more: Any) -> Line:
    facts: dict[str, Any] = {
        "id": uuid4(),
        "org_id": uuid4(),
        "org_name": "区总",
        "org_path": path,
        "board": "",
        "topics": (),
        "words": (),
        "union_id": None,
        "name": OFFICE,
        "phone": PHONE,
        "how": "",
        "source": "通知",
        "since": date(2026, 1, 1),
        "until": None,
    }
    return Line(**(facts | more))


FITS = [
    ({"words": ("欠薪",)}, True),
    ({"words": ("食堂", "欠薪")}, True),
    ({"words": ("食堂",)}, False),
    ({"board": "conditions"}, True),
    ({"board": "welfare"}, False),
    ({"topics": ("工资发放",)}, True),
    ({"topics": ("住宿",)}, False),
    ({"board": "conditions", "words": ("食堂",)}, False),
    ({"board": "conditions", "topics": ("工资发放",), "words": ("欠薪",)}, True),
]
ASKED = Asked("老板欠薪两个月", "conditions", ("工资发放",))


@pytest.mark.parametrize(("facts", "fits"), FITS)
def test_every_part_of_a_line_that_is_given_has_to_fit(facts: dict[str, Any], fits: bool) -> None:
    assert (duties.fit(ASKED, line(**facts)) is not None) is fits


def test_the_nearest_union_wins_and_there_the_line_that_says_most() -> None:
    far = line("33.", board="conditions", topics=("工资发放",), words=("欠薪",))
    near, nearer = line("33.01.", words=("欠薪",)), line("33.01.", words=("欠薪", "老板"))
    assert duties.best(ASKED, [far, near]) == duties.fit(ASKED, near)
    found = duties.best(ASKED, [far, near, nearer])
    assert found is not None and found.line is nearer
    assert found.words == ("欠薪", "老板"), "it says why"
    assert duties.best(Asked("天气真好"), [near]) is None


def form(**more: Any) -> dict[str, Any]:
    filled = {"words": "欠薪 克扣", "name": OFFICE, "phone": PHONE, "source": "分工通知"}
    return {"key": "k", "since": today().isoformat(), "union": "", "about": "", **filled, **more}


def add(world: World, hat: str, **more: Any) -> Any:
    return world.client(hat).post(reverse("feedback_desk:duties"), form(**more))


def answers(world: World, hat: str, text: str) -> duty_queries.Answers | None:
    with world.acting(hat):
        return duty_queries.tried(actor(), text, "")


def test_a_line_holds_for_those_below_until_it_is_ended(small_world: World) -> None:
    assert add(small_world, "a.officer").status_code == 302
    for hat in ("a.officer", "a1.officer", "a1x.officer"):
        found = answers(small_world, hat, "欠薪两个月")
        assert found is not None and found.name == OFFICE and "欠薪" in found.why
    assert answers(small_world, "b.officer", "欠薪两个月") is None
    with seeding():
        pk = Duty.objects.get(name=OFFICE).pk
    ending = reverse("feedback_desk:duty_end", args=[pk])
    assert small_world.client("a1.officer").post(ending, {"key": "e"}).status_code == 404
    assert small_world.client("a.officer").post(ending, {"key": "e"}).status_code == 302
    assert answers(small_world, "a1x.officer", "欠薪两个月") is None


def test_a_line_that_begins_later_does_not_hold_yet(small_world: World) -> None:
    add(small_world, "a.officer", since=(today() + timedelta(days=3)).isoformat())
    assert answers(small_world, "a.officer", "欠薪两个月") is None


WRONG = [({"words": ""}, "至少写一样"), ({"name": ""}, "哪个单位"), ({"phone": ""}, "电话")]


@pytest.mark.parametrize(("fields", "said"), WRONG)
def test_a_line_is_about_something_and_leads_somewhere(
    small_world: World, fields: dict[str, str], said: str
) -> None:
    answer = add(small_world, "a.officer", **fields)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert "分工通知" in answer.content.decode(), "nothing typed is lost"


def put(world: World, text: str) -> Case:
    case = world.cases["a1x.own"]
    with seeding():
        Case.objects.filter(pk=case.pk).update(text=text)
    return case


def page(world: World, case: Case, tail: str = "") -> str:
    address = reverse("feedback_desk:case", args=[case.pk]) + tail
    return world.client("a1x.officer").get(address).content.decode()


def test_the_case_page_offers_the_union_with_its_reason(small_world: World) -> None:
    town, case = small_world.orgs["a1"], put(small_world, "集宿区没有热水")
    add(small_world, "a.officer", words="集宿区", union=str(town.id))
    shown = page(small_world, case)
    assert town.name in shown and "问他们接不接" in shown and "集宿区" in shown
    with small_world.acting("a1x.officer"):
        found = duty_queries.tried(actor(), "集宿区没有热水", "")
    assert found is not None and found.to == str(town.id)
    sent = {"key": "f", "forward-to": found.to, "forward-reason": found.reason}
    address = reverse("feedback_desk:forward", args=[case.pk])
    assert small_world.client("a1x.officer").post(address, sent).status_code == 302
    with seeding():
        assert Case.objects.get(pk=case.pk).passing == "offered"


def test_for_an_office_outside_the_answer_is_written_with_name_and_phone(
    small_world: World,
) -> None:
    case = put(small_world, "老板欠薪")
    add(small_world, "a.officer")
    assert "写好怎么去找" in page(small_world, case)
    written = page(small_world, case, "?guide=1")
    reply = written.partition('name="reply-text"')[2].partition("</textarea>")[0]
    assert OFFICE in reply and PHONE in reply
    assert (
        'value="guided" checked' in written
        or "checked" in written.partition('value="guided"')[2][:60]
    )


def test_unions_that_watch_are_not_told_what_to_do(small_world: World) -> None:
    case = put(small_world, "老板欠薪")
    add(small_world, "a.officer")
    address = reverse("feedback_desk:case", args=[case.pk])
    assert "写好怎么去找" not in small_world.client("a1.officer").get(address).content.decode()
