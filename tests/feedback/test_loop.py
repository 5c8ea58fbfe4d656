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


def write(client: Client, world: World, **more: Any) -> UUID:
    """Send a review of the own firm; returns the case."""
    fields = {
        "firm": str(world.orgs["a1x-firm"].id),
        "board": "conditions",
        "score": "2",
        "topics": ["住宿"],
        "text": TEXT,
        "who": "union",
        "key": "k1",
        **more,
    }
    response = client.post(reverse("feedback:new"), fields)
    assert response.status_code in (302, 303), response.content.decode()
    return UUID(response["Location"].split("/")[2])


def sent(client: Client, name: str, case_id: UUID, **fields: Any) -> int:
    """POST to a page of one case; returns the status."""
    return client.post(reverse(name, args=[case_id]), {"key": f"{name}", **fields}).status_code


@pytest.mark.row("000-21", "003-10")
def test_a_review_goes_there_and_back(small_world: World, seeding: Any) -> None:
    worker, chair = small_world.client("a1x-asker"), small_world.client("a1x.chair")
    firm = small_world.client("a1x-firm.responder")
    case_id = write(worker, small_world)
    page = worker.get(reverse("feedback:case", args=[case_id])).content.decode()
    assert "已收到" in page
    assert TEXT in page
    assert sent(chair, "feedback_desk:accept", case_id) == 302
    assert sent(chair, "feedback_desk:seat", case_id, ask="请行政部看看空调") == 302
    seen = firm.get(reverse("feedback_firm:case", args=[case_id])).content.decode()
    assert TEXT in seen
    assert small_world.people["a1x-asker"].name not in seen
    assert (
        sent(firm, "feedback_firm:reply", case_id, text="配件已下单，周五上门。", done="on") == 302
    )
    assert (
        sent(chair, "feedback_desk:reply", case_id, text="周五修，修好请打分。", ask_verdict="on")
        == 302
    )
    assert "等你打分" in worker.get(reverse("feedback:case", args=[case_id])).content.decode()
    assert (
        sent(
            worker,
            "feedback:verdict",
            case_id,
            score="2",
            outcome="back",
            reason="只修了一台，还有三台没修",
        )
        == 302
    )
    assert "已退回重办" in worker.get(reverse("feedback:case", args=[case_id])).content.decode()
    again = {"key": "second"}
    assert chair.post(reverse("feedback_desk:accept", args=[case_id]), again).status_code == 302
    assert (
        chair.post(
            reverse("feedback_desk:reply", args=[case_id]),
            {**again, "text": "另外三台也修好了。", "ask_verdict": "on"},
        ).status_code
        == 302
    )
    assert (
        worker.post(
            reverse("feedback:verdict", args=[case_id]),
            {**again, "score": "5", "outcome": "closed"},
        ).status_code
        == 302
    )
    with seeding():
        case = Case.objects.get(pk=case_id)
        assert (case.state, case.outcome, case.verdict_stars, case.rounds) == (
            "closed",
            "solved",
            5,
            1,
        )
        told = Notice.objects.filter(person_id=small_world.people["a1x-asker"].id)
        assert told.filter(title="等你打分").count() == 2
        assert Event.objects.filter(case=case).count() == 9


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
