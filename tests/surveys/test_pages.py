"""A survey from the blank page to the file: made, asked, answered, counted, taken along."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from niangjia.kernel.acts.models import Look
from niangjia.kernel.base.clock import frozen, now, today
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Post, Refusal
from niangjia.kernel.cases.models import Author
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people.models import Account
from niangjia.kernel.surveys import actions, flow, queries, tasks
from niangjia.kernel.surveys.models import Answer, Survey
from niangjia.kernel.surveys.rules import Question
from tests.kit import flows
from tests.kit.flows import Subject
from tests.kit.sowing import seeding
from tests.kit.world import World

from .crowds import CHAIR, CONTRACT, PACKS, counted, crowd, drafted, opened, result, row, says


def at(name: str, *parts: Any) -> str:
    return reverse(f"surveys_desk:{name}", args=parts)


def frame(**more: Any) -> dict[str, Any]:
    until = (today() + timedelta(days=7)).isoformat()
    fields = {"title": "合同签没签", "why": "想知道", "kind": "named", "least": "5", "orgs": ""}
    return fields | {"until": until, "key": "f1"} | more


def made_at_the_desk(client: Client, **more: Any) -> UUID:
    answer = client.post(at("new"), frame(**more))
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer["Location"].split("/")[3])


def add(client: Client, survey: UUID, title: str, kind: str, **more: Any) -> int:
    fields = {"title": title, "kind": kind, "options": "", "hint": "", "required": "on"}
    return client.post(at("build", survey), fields | more).status_code


@pytest.mark.row("004-22")
def test_a_survey_is_made_on_one_page_and_answered_on_one(small_world: World) -> None:
    keys = crowd(small_world, 6)[0]
    chair = small_world.client(CHAIR)
    survey = made_at_the_desk(chair, orgs="第0厂")
    assert add(chair, survey, "签了吗", "one", options="签了\n没签") == 302
    assert add(chair, survey, "要几份", "number") == 302
    assert add(chair, survey, "还有呢", "text", required="") == 302
    assert add(chair, survey, "选一个", "one", options="只有这个") == 422
    assert chair.post(at("move", survey, "q3"), {"way": "up"}).status_code == 302
    assert chair.post(at("move", survey, "q1"), {"way": "out"}).status_code == 302
    assert [one["title"] for one in row(survey).questions] == ["还有呢", "要几份"]
    assert "还有呢" in chair.get(at("preview", survey)).content.decode()
    assert "会问 6 个人" in chair.get(at("send", survey)).content.decode()
    assert chair.post(at("send", survey), {"key": "s1"}).status_code == 302
    tasks.tell.func(str(survey))
    worker = small_world.client(keys[0])
    page = reverse("surveys:answer", args=[survey])
    assert "合同签没签" in worker.get(reverse("surveys:mine")).content.decode()
    missing = worker.post(page, {"q3": "字", "q2": ""})
    assert missing.status_code == 422 and "这一题还没答" in missing.content.decode()
    assert "字</textarea>" in missing.content.decode()
    assert worker.post(page, {"q3": "谢谢", "q2": "3"}).status_code == 302
    assert worker.post(page, {"q3": "谢谢", "q2": "4"}).status_code == 302, "changed while open"
    with seeding():
        assert Answer.objects.get(survey=survey).said == {"q3": "谢谢", "q2": 4}
        assert Notice.objects.filter(title="工会想问问你").count() == 6


def test_two_who_write_at_once_do_not_undo_one_another(small_world: World) -> None:
    survey = drafted(small_world)
    chair, officer = small_world.client(CHAIR), small_world.client("a1.officer")
    new = {"title": "一", "kind": "text", "options": "", "hint": "", "edition": "0"}
    assert chair.post(at("build", survey), new).status_code == 302
    assert officer.post(at("build", survey), new | {"title": "二"}).status_code == 409


def test_one_of_the_house_and_an_earlier_one_are_copied(small_world: World) -> None:
    crowd(small_world, 12)
    chair = small_world.client(CHAIR)
    survey = made_at_the_desk(chair, of="rights", kind="unnamed")
    assert [one["use"] for one in row(survey).questions] == ["", "", "channel", "", ""]
    again = made_at_the_desk(chair, copy=str(survey), key="f2", kind="unnamed")
    assert row(again).questions == row(survey).questions
    assert chair.get(at("new") + "?copy=nonsense&of=none").status_code == 200


def test_whom_it_asks_is_named_or_said_to_be_unknown(small_world: World) -> None:
    chair = small_world.client(CHAIR)
    wrong = chair.post(at("new"), frame(orgs="没有这家\n第0厂"))
    assert wrong.status_code == 422
    assert "在本工会这里没找到：没有这家" in wrong.content.decode()


@pytest.mark.row("004-08")
def test_needs_are_summed_by_town_and_firm(small_world: World) -> None:
    first, second = crowd(small_world, 3, 2)
    survey = opened(small_world, PACKS, kind="named")
    for n, key in enumerate([*first, *second]):
        says(small_world, key, survey, q1=n)
    with small_world.acting(CHAIR):
        found = queries.needs(actor(), survey, "q1")
    town = small_world.orgs["a1"].name
    assert [(one.town, one.firm, one.people, one.total) for one in found] == [
        (town, "第0厂", 3, 3),
        (town, "第1厂", 2, 7),
    ]
    page = small_world.client(CHAIR).get(at("quota", survey, "q1")).content.decode()
    assert "<b>10</b>" in page and "第1厂" in page
    with pytest.raises(Refusal), small_world.acting("a.officer"):
        queries.needs(actor(), survey, "q1")


def test_names_are_looked_at_by_the_union_that_asks_and_the_person_sees_it(
    small_world: World,
) -> None:
    keys = crowd(small_world, 3)[0]
    survey = opened(small_world, PACKS, kind="named")
    says(small_world, keys[0], survey, q1=2)
    assert "k0w0" in small_world.client(CHAIR).get(at("names", survey)).content.decode()
    with seeding():
        looks = Look.objects.filter(subject_id=small_world.people[keys[0]].pk)
        assert [one.what for one in looks] == ["看你在问卷里的回答"]
    assert small_world.client("a.officer").get(at("names", survey)).status_code == 404
    assert result(small_world, survey, "a.officer") == {}


def cells(content: bytes) -> list[list[str]]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[str(c or "") for c in line] for line in sheet.iter_rows(values_only=True)]


def test_the_file_has_names_only_where_there_are_names(small_world: World) -> None:
    keys = crowd(small_world, 12)[0]
    named = opened(small_world, PACKS, kind="named")
    unnamed = opened(small_world, CONTRACT)
    for key in keys:
        says(small_world, key, named, q1=2)
        says(small_world, key, unnamed, q1=0)
    counted(small_world, unnamed)
    chair = small_world.client(CHAIR)
    with_names = cells(chair.get(at("export", named)).content)
    without = cells(chair.get(at("export", unnamed)).content)
    assert {line[0] for line in with_names} >= set(keys)
    assert "导出，只在工会内部用" in with_names[-1][0]
    assert "导出，只在工会内部用" in without[-1][0]
    assert not {cell for line in without for cell in line} & set(keys)
    assert ["", "签了", "12", "100"] in without


def test_it_closes_on_its_last_day_and_lapses_as_a_draft(small_world: World) -> None:
    keys = crowd(small_world, 12)[0]
    survey, draft = opened(small_world), drafted(small_world)
    for key in keys:
        says(small_world, key, survey, q1=0)
    with frozen(now() + timedelta(days=9)):
        tasks.watch.func(0)
    assert (row(survey).state, row(draft).state) == ("closed", "draft")
    assert result(small_world, survey)["answered"] == 12
    with frozen(now() + timedelta(days=31)):
        tasks.watch.func(0)
    assert row(draft).state == "withdrawn"


def test_withdrawn_is_erased_at_once_and_whoever_was_asked_is_told(small_world: World) -> None:
    keys = crowd(small_world, 3)[0]
    survey = opened(small_world, PACKS, kind="named")
    says(small_world, keys[0], survey, q1=2)
    assert small_world.client(CHAIR).post(at("withdraw", survey)).status_code == 302
    tasks.tell.func(str(survey))
    with seeding():
        assert not Answer.objects.filter(survey=survey).exists()
        told = Notice.objects.filter(title="问卷撤回了").values_list("person_id", flat=True)
        assert {small_world.people[key].pk for key in keys} <= set(told)


def test_of_two_records_made_one_a_survey_keeps_one(small_world: World) -> None:
    first, second = crowd(small_world, 2)[0]
    survey = opened(small_world, PACKS, kind="named")
    says(small_world, first, survey, q1=2)
    says(small_world, second, survey, q1=3)
    ids = [small_world.people[key].pk for key in (second, first)]
    with seeding():
        Account.objects.filter(person_id=ids[0]).update(is_active=False)
    with small_world.acting(CHAIR), connection.cursor() as cursor:
        cursor.execute("SELECT api.merge_people(%s, %s)", ids)
        assert cursor.fetchone()[0] == ""
    with seeding():
        kept = Answer.objects.filter(survey=survey)
        assert [(one.person_id, one.said) for one in kept] == [(ids[1], {"q1": 2})]


def test_an_answer_with_a_name_becomes_a_matter_only_by_its_author(small_world: World) -> None:
    keys = crowd(small_world, 12)[0]
    named, unnamed = opened(small_world, PACKS, kind="named"), opened(small_world, CONTRACT)
    says(small_world, keys[0], named, q1=2)
    says(small_world, keys[0], unnamed, q1=1)
    worker = small_world.client(keys[0])
    form = f"{reverse('feedback:new')}?survey={named}"
    assert form in worker.get(reverse("surveys:done", args=[named])).content.decode()
    assert form not in worker.get(reverse("surveys:done", args=[unnamed])).content.decode()
    assert "要几份？ 2" in worker.get(form).content.decode()
    other = small_world.client(keys[1])
    assert "我答：" not in other.get(form).content.decode()
    with seeding():
        assert not Author.objects.filter(person_id=small_world.people[keys[0]].pk).exists()


def due(found: Survey, start: Any) -> Any:
    return actions.due(found.until, start)


def test_moves_follow_the_table(small_world: World) -> None:
    crowd(small_world, 3)
    survey = drafted(small_world, PACKS, kind="named")
    hats = {
        Post.OFFICER: "a1.officer",
        Post.CHAIR: CHAIR,
        Post.CALLER: "a1.caller",
    }
    flows.check_moves(Subject(flow.FLOW, small_world, Survey, survey, hats, due), examples=10)


def test_questions_are_whole_after_a_round_trip(small_world: World) -> None:
    survey = drafted(small_world, CONTRACT, kind="named")
    with small_world.acting(CHAIR):
        found = queries.own(actor(), survey).questions
    assert found == (CONTRACT,) and isinstance(found[0], Question)
