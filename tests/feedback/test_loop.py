"""The loop there and back: worker, union, firm, worker."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.cases.models import Author, Case, Event
from niangjia.kernel.notices.models import Notice
from tests.kit.world import World

TEXT = "三号宿舍楼 402 的空调上周就坏了，夜班白天睡觉太冷。希望这周能修好，或者先给个取暖器。"


def form_of(world: World, **more: Any) -> dict[str, Any]:
    """The fields of a review of the own firm."""
    return {
        "firm": str(world.orgs["a1x-firm"].id),
        "board": "conditions",
        "score": "2",
        "topics": ["住宿"],
        "text": TEXT,
        "who": "union",
        "key": "k1",
        **more,
    }


def write(client: Client, world: World, **more: Any) -> UUID:
    """Send a review of the own firm; returns the case."""
    response = client.post(reverse("feedback:new"), form_of(world, **more))
    assert response.status_code in (302, 303), response.content.decode()
    return UUID(response["Location"].split("/")[2])


def sent(client: Client, name: str, case_id: UUID, key: str = "first", **fields: Any) -> int:
    """POST to a page of one case, its fields named as the page names them; returns the status."""
    verb = {"add_word": "word"}.get(name.partition(":")[2], name.partition(":")[2])
    prefix = "" if name.startswith("feedback_firm") else f"{verb}-"
    named = {f"{prefix}{field}": value for field, value in fields.items()}
    return client.post(reverse(name, args=[case_id]), {"key": key, **named}).status_code


def seen(client: Client, name: str, case_id: UUID) -> str:
    """The text of a page of one case."""
    return client.get(reverse(name, args=[case_id])).content.decode()


@pytest.mark.row("000-21", "003-10")
def test_a_review_goes_there_and_back(small_world: World, seeding: Any) -> None:
    worker, chair = small_world.client("a1x-asker"), small_world.client("a1x.chair")
    firm = small_world.client("a1x-firm.responder")
    case = write(worker, small_world)
    assert "已收到" in seen(worker, "feedback:case", case)
    assert TEXT in seen(worker, "feedback:case", case)
    assert sent(chair, "feedback_desk:accept", case) == 302
    assert sent(chair, "feedback_desk:seat", case, ask="请行政部看看空调") == 302
    assert TEXT in seen(firm, "feedback_firm:case", case)
    assert small_world.people["a1x-asker"].name not in seen(firm, "feedback_firm:case", case)
    assert sent(firm, "feedback_firm:reply", case, text="配件已下单，周五修。", done="on") == 302
    assert sent(chair, "feedback_desk:reply", case, text="周五修好。", ask_verdict="on") == 302
    assert "等你打分" in seen(worker, "feedback:case", case)
    back = {"score": "2", "outcome": "back", "reason": "只修了一台，还有三台没修"}
    assert sent(worker, "feedback:verdict", case, **back) == 302
    assert "已退回重办" in seen(worker, "feedback:case", case)
    assert sent(chair, "feedback_desk:accept", case, "second") == 302
    again = {"text": "另外三台也修好了。", "ask_verdict": "on"}
    assert sent(chair, "feedback_desk:reply", case, "second", **again) == 302
    assert sent(worker, "feedback:verdict", case, "second", score="5", outcome="solved") == 302
    with seeding():
        row = Case.objects.get(pk=case)
        ending = (row.state, row.outcome, row.verdict_stars, row.rounds)
        told = Notice.objects.filter(person_id=small_world.people["a1x-asker"].id)
        assert ending == ("closed", "solved", 5, 1)
        assert told.filter(title="等你打分").count() == 2
        assert Event.objects.filter(case=row).count() == 9


def test_sent_twice_is_one_case(small_world: World, seeding: Any) -> None:
    worker = small_world.client("a1x-asker")
    assert write(worker, small_world) == write(worker, small_world)
    with seeding():
        assert (
            Author.objects.filter(
                person_id=small_world.people["a1x-asker"].id, case__text=TEXT
            ).count()
            == 1
        )


def test_back_and_sent_again_with_a_fresh_key_is_one_case(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    first = write(worker, small_world)
    again = worker.post(reverse("feedback:new"), form_of(small_world, key="k2"), follow=True)
    assert again.redirect_chain[-1][0] == reverse("feedback:done", args=[first])
    assert "还是同一件" in again.content.decode()
    assert sent(worker, "feedback:withdraw", first) == 302
    assert write(worker, small_world, key="k3") != first


def test_mistakes_keep_what_was_typed(small_world: World) -> None:
    worker = small_world.client("a1x-asker")
    response = worker.post(reverse("feedback:new"), {"text": "冷", "key": "k2"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "冷</textarea>" in page
    assert "请点星星打个分" in page
    fixed = write(worker, small_world, key="k2")
    assert fixed


def test_away_from_the_own_union(small_world: World, seeding: Any) -> None:
    case_id = write(small_world.client("a1x-asker"), small_world, who="upper")
    with seeding():
        assert Case.objects.get(pk=case_id).org_id != small_world.orgs["a1x"].id
    chair = small_world.client("a1x.chair")
    assert chair.get(reverse("feedback_desk:case", args=[case_id])).status_code == 404
    assert sent(chair, "feedback_desk:accept", case_id) == 404


def test_looking_at_the_author_is_told(small_world: World) -> None:
    worker, chair = small_world.client("a1x-asker"), small_world.client("a1x.chair")
    case_id = write(worker, small_world)
    name = small_world.people["a1x-asker"].name
    assert name not in chair.get(reverse("feedback_desk:case", args=[case_id])).content.decode()
    shown = chair.post(reverse("feedback_desk:author", args=[case_id]), {})
    assert name in shown.content.decode()


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("accept", {}),
        ("seat", {"ask": "请行政部看看空调"}),
        ("reply", {"text": "我来答复"}),
        ("reply", {"text": "我来答复", "ask_verdict": "on"}),
    ],
)
def test_unions_above_watch_and_do_not_act(
    small_world: World, page: str, fields: dict[str, str]
) -> None:
    case_id = write(small_world.client("a1x-asker"), small_world)
    for above in ("a1.officer", "a.chair"):
        desk = small_world.client(above)
        assert TEXT in seen(desk, "feedback_desk:case", case_id)
        assert sent(desk, f"feedback_desk:{page}", case_id, **fields) == 409
        assert sent(desk, "feedback_desk:note", case_id, text="区里关注") == 302
    assert "已收到" in seen(small_world.client("a1x-asker"), "feedback:case", case_id)
