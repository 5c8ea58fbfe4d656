"""A bulletin: frozen figures that a plain recount confirms, right of reply, who reads what."""

from __future__ import annotations

import io
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import docx
import pytest
from django.db import connection
from django.urls import reverse

from niangjia.kernel.base.clock import frozen
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.cases.models import Author
from niangjia.kernel.insight import issuing
from niangjia.kernel.insight.flow import BULLETIN
from niangjia.kernel.insight.models import Bulletin
from niangjia.kernel.notices.models import Notice
from tests.kit.flows import check_table
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import lived

pytestmark = pytest.mark.row("003-10")
DAY = timedelta(days=1)
PERIOD = "2026-01-01/3"


def test_the_table_of_bulletins_leads_somewhere() -> None:
    check_table(BULLETIN)


@pytest.fixture
def world(small_world: World) -> World:
    """Twelve matters of one firm by as many people, and two of another union."""
    lived.clear()
    people = list(small_world.people.values())
    for n in range(14):
        union = "a1x" if n < 12 else "a2x"
        days, stars = ((1, 1, 1), 5) if n % 3 else ((5, 1), 0)
        board = ("welfare", "voice")[n % 2]
        case_id = lived.live(
            small_world, f"{union}-asker", lived.BEGIN + n * DAY, days, stars, board
        )
        with seeding():
            Author.objects.filter(case_id=case_id).update(person_id=people[n].id)
    lived.count()
    return small_world


def act(world: World, hat: str, verb: str, at: Any = lived.END, **values: Any) -> Any:
    with frozen(at), world.acting(hat):
        return getattr(issuing, verb)(actor(), **values)


@pytest.fixture
def draft(world: World) -> UUID:
    start = lived.BEGIN.date().replace(month=1, day=1)
    made: Bulletin = act(world, "a.officer", "draft", start=start, months=3)
    return made.id


def row(bulletin_id: UUID) -> Bulletin:
    with seeding():
        return Bulletin.objects.get(pk=bulletin_id)


RECOUNT = """
SELECT c.board, o.name,
    (SELECT min(e.at) FROM cases_event e WHERE e.case_id = c.id AND e.verb = 'accept')
      <= (SELECT e.due_at FROM cases_event e WHERE e.case_id = c.id AND e.verb = 'open') AS kept,
    c.outcome = 'solved' AS solved, coalesce(c.verdict_stars, 0) >= 4 AS glad
FROM cases_case c JOIN people_org o ON o.id = c.org_id
WHERE EXISTS (SELECT 1 FROM cases_event e WHERE e.case_id = c.id AND e.verb = 'open')
"""


def test_the_figures_are_those_of_a_plain_recount(world: World, draft: UUID) -> None:
    with seeding(), connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        rows = cursor.fetchall()
    figures = row(draft).figures
    assert figures["total"]["opened"] == figures["total"]["due"] == len(rows) == 14
    assert figures["total"]["kept"] == sum(bool(one[2]) for one in rows)
    assert figures["total"]["solved"] == sum(one[3] for one in rows)
    assert figures["total"]["glad"] == sum(one[4] for one in rows)
    assert figures["total"]["ended"] == figures["total"]["asked"] == 14
    boards = {one["title"]: one["counts"]["opened"] for one in figures["boards"]}
    assert sorted(boards.values()) == sorted(Counter(one[0] for one in rows).values())


def test_small_cells_and_small_firms_are_not_in_it(world: World, draft: UUID) -> None:
    found = row(draft)
    unions = {one["title"]: "counts" in one for one in found.figures["unions"]}
    assert unions == {world.orgs["a1"].name: False, world.orgs["a2"].name: False}
    firms = found.figures["firms"]
    assert [one["title"] for one in firms] == [world.orgs["a1x-firm"].name]
    assert all(number % 5 == 0 for number in firms[0]["counts"].values())


def test_words_come_from_figures_and_are_the_cadres(world: World, draft: UUID) -> None:
    officer = world.client("a.officer")
    page = reverse("insight:bulletin", args=[draft])
    with frozen(lived.END):
        said = officer.get(page).content.decode()
        assert "收到职工点评 14 件" in said and "建议：" in said
        words = {k: f"我们的话 {k}" for k in ("overall", "spread", "problems", "advice")}
        assert officer.post(page, {**words, "further": "", "key": "k1"}).status_code == 302
        assert officer.post(page, {**words, "overall": "", "key": "k2"}).status_code == 422
        assert world.client("a1.chair").get(page).status_code == 404
    kept = row(draft)
    assert kept.sections["overall"] == "我们的话 overall"
    assert "收到职工点评 14 件" in kept.versions[0]["sections"]["overall"]


def test_nothing_is_published_before_firms_could_answer(world: World, draft: UUID) -> None:
    act(world, "a.officer", "ask", bulletin_id=draft)
    firm = world.client("a1x-firm.responder")
    with frozen(lived.END):
        listed = firm.get(reverse("insight_firm:list")).content.decode()
        assert "2026年第一季度" in listed
        other = world.client("a1y-firm.responder")
        assert "没有写到你们的通报" in other.get(reverse("insight_firm:list")).content.decode()
        part = _part(draft)
        page = reverse("insight_firm:one", args=[part])
        assert "大约 10 件" in firm.get(page).content.decode()
        assert other.get(page).status_code == 404
    for hat in ("a1x-asker", "a1.chair", "a1x-firm.responder"):
        assert world.client(hat).get(reverse("bulletins:one", args=[draft])).status_code == 404
    with pytest.raises(Hidden):  # publishing is the chair's
        act(world, "a.officer", "publish", bulletin_id=draft)


def _part(draft: UUID) -> UUID:
    with seeding():
        return UUID(str(Bulletin.objects.get(pk=draft).parts.values_list("id", flat=True).get()))


def make_chair(world: World) -> str:
    """The district's officer acts as its chair for once."""
    with seeding(), connection.cursor() as cursor:
        post = world.hats["a.officer"].appointment
        assert post is not None
        cursor.execute("UPDATE people_appointment SET post = 'chair' WHERE id = %s", [post.id])
    return "a.officer"


def opened(world: World, hat: str, bulletin_id: UUID) -> int:
    return world.client(hat).get(reverse("bulletins:one", args=[bulletin_id])).status_code


def test_a_reply_is_printed_and_readers_are_told(world: World, draft: UUID) -> None:
    chair = make_chair(world)
    act(world, chair, "ask", bulletin_id=draft)
    with pytest.raises(Refusal):
        act(world, chair, "publish", bulletin_id=draft)
    words = "夜宵车下周到，谢谢大家提。"
    act(world, "a1x-firm.responder", "reply", part_id=_part(draft), text=words)
    act(world, chair, "publish", bulletin_id=draft)
    with frozen(lived.END):
        for hat in ("a1x-asker", "a1.chair", "a1x-firm.responder"):
            said = world.client(hat).get(reverse("bulletins:one", args=[draft])).content.decode()
            assert words in said and "一、总体情况" in said and "四、具体建议" in said
        assert (
            world.client("b2y-asker").get(reverse("bulletins:one", args=[draft])).status_code == 404
        )
        pdf = world.client("a1x-asker").get(reverse("bulletins:file", args=[draft, "pdf"]))
        assert pdf.content.startswith(b"%PDF-") and pdf["Content-Type"] == "application/pdf"
        word = world.client("a1x-asker").get(reverse("bulletins:file", args=[draft, "docx"]))
        lines = [one.text for one in docx.Document(io.BytesIO(word.content)).paragraphs]
        assert words in lines and "单位的答复" in lines
    with seeding():
        told = set(
            Notice.objects.filter(title="新的满意度通报").values_list("person_id", flat=True)
        )
    assert world.hats["a1.chair"].person.id in told
    assert world.hats["a1x-firm.responder"].person.id in told
    act(world, chair, "withdraw", bulletin_id=draft)
    with frozen(lived.END):
        assert (
            world.client("a1x-asker").get(reverse("bulletins:one", args=[draft])).status_code == 404
        )


def test_silence_of_a_firm_ends_with_its_days(world: World, draft: UUID) -> None:
    chair = make_chair(world)
    act(world, chair, "ask", bulletin_id=draft)
    part, later = _part(draft), lived.END + 20 * DAY
    with pytest.raises(Refusal):
        act(world, "a1x-firm.responder", "reply", later, part_id=part, text="晚了")
    act(world, chair, "publish", later, bulletin_id=draft)
    assert row(draft).replies == [{"firm": world.orgs["a1x-firm"].name, "text": ""}]


def test_a_period_of_too_few_makes_no_bulletin(world: World) -> None:
    start = lived.BEGIN.date().replace(month=1, day=1)
    with pytest.raises(Refusal):
        act(world, "a2.chair", "draft", start=start, months=3)
    with frozen(lived.END):
        page = world.client("a2.chair").get(reverse("insight:bulletins")).content.decode()
        sent = world.client("a2.chair").post(
            reverse("insight:bulletins"), {"period": PERIOD, "key": "k"}
        )
    assert "2026年第一季度" in page
    assert sent.status_code == 422 and "提的人太少" in sent.content.decode()
