"""What a firm writes goes to the union. The author reads of it what the union passes on."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.cases.models import Event
from tests.cases.test_wishes import read_by
from tests.kit.world import World

from .test_loop import seen, sent, write

THREAT = "我们查得到是谁写的，让他自己来行政部说清楚。"
KIND = "配件已经下单，周五上午师傅上门。"
pytestmark = pytest.mark.row("000-21")


def with_firm(world: World) -> UUID:
    """A review the union took on and brought to the firm."""
    case = write(world.client("a1x-asker"), world)
    chair = world.client("a1x.chair")
    assert sent(chair, "feedback_desk:accept", case) == 302
    assert sent(chair, "feedback_desk:seat", case, ask="请行政部看看空调") == 302
    return case


def offers(page: str) -> list[str]:
    """What stands behind each 转告本人 on a page of the desk, in order."""
    return re.findall(r'name="relay-said" value="([^"]+)"', page)


@pytest.mark.parametrize("done", [{}, {"done": "on"}])
def test_a_threat_reaches_the_union_and_not_the_author(
    small_world: World, done: dict[str, str]
) -> None:
    case, firm = with_firm(small_world), small_world.client("a1x-firm.responder")
    assert sent(firm, "feedback_firm:reply", case, text=THREAT, **done) == 302
    assert THREAT in seen(small_world.client("a1x.chair"), "feedback_desk:case", case)
    asker = small_world.client("a1x-asker")
    assert THREAT not in seen(asker, "feedback:case", case)
    assert THREAT not in asker.get(reverse("messages")).content.decode()
    assert THREAT not in read_by(small_world, "a1x-asker")


def test_the_author_hears_that_the_firm_answered_and_who_is_next(small_world: World) -> None:
    case, firm = with_firm(small_world), small_world.client("a1x-firm.responder")
    assert "等公司答复工会" in seen(small_world.client("a1x-asker"), "feedback:case", case)
    assert sent(firm, "feedback_firm:reply", case, text=KIND, done="on") == 302
    page = seen(small_world.client("a1x-asker"), "feedback:case", case)
    assert "公司答复了工会，工会正在核实" in page and KIND not in page


def test_what_the_union_passes_on_is_read_word_for_word(small_world: World) -> None:
    case, firm = with_firm(small_world), small_world.client("a1x-firm.responder")
    assert sent(firm, "feedback_firm:reply", case, text=THREAT) == 302
    assert sent(firm, "feedback_firm:reply", case, "second", text=KIND) == 302
    chair = small_world.client("a1x.chair")
    before = seen(chair, "feedback_desk:case", case)
    assert before.count("公司说给工会的，本人还没看到") == len(offers(before)) == 2
    assert sent(chair, "feedback_desk:relay", case, said=offers(before)[1]) == 302
    after = seen(chair, "feedback_desk:case", case)
    assert offers(after) == offers(before)[:1] and "已经转告本人" in after
    page = seen(small_world.client("a1x-asker"), "feedback:case", case)
    assert KIND in page and "转告公司的话" in page and THREAT not in page
    notices = small_world.client("a1x-asker").get(reverse("messages")).content.decode()
    assert "公司有话，工会转给你" in notices
    assert sent(chair, "feedback_desk:relay", case, "again", said=offers(before)[1]) == 409


@pytest.mark.parametrize("key", ["a1.officer", "a.chair", "a1y.chair", "a1x-firm.responder"])
def test_only_the_union_that_handles_the_case_passes_words_on(small_world: World, key: str) -> None:
    case, firm = with_firm(small_world), small_world.client("a1x-firm.responder")
    assert sent(firm, "feedback_firm:reply", case, text=THREAT) == 302
    words = offers(seen(small_world.client("a1x.chair"), "feedback_desk:case", case))[0]
    other = small_world.client(key)
    assert sent(other, "feedback_desk:relay", case, said=words) in (404, 409)
    assert THREAT not in seen(small_world.client("a1x-asker"), "feedback:case", case)


def test_only_a_firms_words_are_passed_on(small_world: World, seeding: Any) -> None:
    """An internal note must not leave the house through another's button."""
    case, chair = with_firm(small_world), small_world.client("a1x.chair")
    assert sent(chair, "feedback_desk:note", case, text="这家公司去年也拖过") == 302
    with seeding():
        note = Event.objects.get(case_id=case, verb="note").id
    assert sent(chair, "feedback_desk:relay", case, said=note) == 404
    assert sent(chair, "feedback_desk:relay", case, said="x") == 422


@pytest.mark.parametrize("audience", ["all", "author", "staff"])
def test_the_wall_lets_a_firm_speak_to_the_union_alone(small_world: World, audience: str) -> None:
    case = small_world.cases["a1x.seated"]
    with small_world.acting("a1x-firm.responder"):
        word = Event(id=new_id(), case_id=case.id, org_root=case.org_root, at=now(), verb="says",
                     audience=audience, speaker="工会", text=THREAT,
                     org_id=case.org_id)  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Event.objects.bulk_create([word])
        word.audience = "firm"
        Event.objects.bulk_create([word])
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM cases_event WHERE id = %s", [word.id])
            assert cursor.fetchone()[0] == 1


def test_the_desk_says_how_far_the_authors_words_go(small_world: World) -> None:
    case = with_firm(small_world)
    asker, chair = small_world.client("a1x-asker"), small_world.client("a1x.chair")
    assert sent(asker, "feedback:add_word", case, text="楼下两户也一样") == 302
    page = seen(chair, "feedback_desk:case", case)
    assert "本人说给工会的，公司看不到" in page
    firm = seen(small_world.client("a1x-firm.responder"), "feedback_firm:case", case)
    assert "楼下两户也一样" not in firm
