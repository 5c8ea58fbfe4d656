"""Bulletins about days and firms of one's own choice: recounted, and safe beside the others."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from niangjia.kernel.base.clock import frozen
from niangjia.kernel.base.context import actor
from niangjia.kernel.cases.door import steps
from niangjia.kernel.cases.models import Author, Case
from niangjia.kernel.insight import issuing, rollup, tasks, words
from niangjia.kernel.insight.models import Advice, Bulletin
from niangjia.kernel.people.models import Org
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import lived, naive

pytestmark = pytest.mark.row("003-10")
DAY = timedelta(days=1)
PAGE = reverse("insight:bulletins")
COUNTED = ("opened", "due", "kept", "ended", "solved", "asked", "glad", "silent")
#: Matters by firm; one a day and firm from the first Monday of March on, each of somebody else.
MATTERS = {"a1x": 16, "a1y": 9, "a2x": 7}


@pytest.fixture
def world(small_world: World) -> World:
    lived.clear()
    people = iter(small_world.people.values())
    with seeding():
        Bulletin.objects.all().delete()
        Advice.objects.all().delete()
    for union, many in MATTERS.items():
        for n in range(many):
            days, stars = ((1, 1, 1), 5) if n % 3 else ((5, 1), 0)
            board = ("welfare", "voice")[n % 2]
            at = lived.BEGIN + n * DAY
            made = lived.live(small_world, f"{union}-asker", at, days, stars, board)
            with seeding():
                Author.objects.filter(case_id=made).update(person_id=next(people).id)
    lived.count()
    return small_world


def ask(world: World, hat: str = "a.officer", **fields: str) -> Any:
    """Send the form of a draft."""
    key = hashlib.sha256(str(sorted(fields.items())).encode()).hexdigest()
    sent = {"period": "own", "level": "all", "key": key}
    with frozen(lived.END):
        return world.client(hat).post(PAGE, {**sent, **fields})


def made(world: World, hat: str = "a.officer", **fields: str) -> Bulletin:
    """A draft, with its figures counted by the job."""
    answer = ask(world, hat, **fields)
    assert answer.status_code == 302, answer.content.decode()
    return counted(UUID(answer["Location"].rstrip("/").rpartition("/")[2]))


def counted(pk: UUID) -> Bulletin:
    with frozen(lived.END):
        tasks.reckon.func(str(pk))
    with seeding():
        return Bulletin.objects.get(pk=pk)


def recount(first: date, last: date, path: str, firms: set[UUID] | None = None) -> dict[str, int]:
    """The slow way: every history by itself, in sentences, from the events in the database."""
    before = rollup.midnight(lived.END.date())
    with seeding():
        paths = dict(Org.objects.values_list("id", "path"))
        opened = dict(Case.objects.values_list("id", "created_at"))
        held = list(steps.histories(datetime(2026, 1, 1, tzinfo=before.tzinfo), before))
    found = dict.fromkeys(COUNTED, 0)
    for one in held:
        day = opened[one.id].astimezone(before.tzinfo).date()
        if one.counted and first <= day <= last and (firms is None or one.firm in firms):
            said = naive.recount(one, before)
            for name in found:
                at = said["responsible" if name in ("due", "kept") else "union"]
                found[name] += paths[at].startswith(path) and bool(said[name])
    return found


SPANS = [("2026-03-01", "2026-03-31"), ("2026-03-01", "2026-03-08"), ("2026-03-07", "2026-05-31")]


@pytest.mark.parametrize(("since", "until"), SPANS)
def test_own_days_are_those_of_a_plain_recount(world: World, since: str, until: str) -> None:
    found = made(world, since=since, until=until)
    days = date.fromisoformat(since), date.fromisoformat(until)
    path = world.orgs["a"].path
    said = recount(*days, path)
    assert said["opened"] >= 5
    assert {name: found.figures["total"][name] for name in said} == said
    assert words.span(*days) in found.sections["overall"]
    for row in found.figures["unions"]:
        if "counts" in row:
            union = next(one for one in world.orgs.values() if str(one.id) == row["org"])
            below = recount(*days, union.path)
            assert {name: row["counts"][name] for name in below} == below


def test_groups_are_those_of_a_plain_recount(world: World) -> None:
    whole = {"since": "2026-03-01", "until": "2026-03-31"}
    town = made(world, **whole, level="union", union=str(world.orgs["a1"].id))
    path = world.orgs["a1"].path
    said = recount(date(2026, 3, 1), date(2026, 3, 31), path)
    assert {name: town.figures["total"][name] for name in said} == said
    assert world.orgs["a1"].name in town.sections["overall"]
    with seeding():
        firms = [world.orgs[f"{key}-firm"] for key in MATTERS]
        Org.objects.filter(id__in=[firm.id for firm in firms]).update(industry="纺织")
    trade = made(world, since="2026-03-02", until="2026-05-31", level="industry", industry="纺织")
    ids = {firm.id for firm in firms}
    said = recount(date(2026, 3, 2), date(2026, 5, 31), world.orgs["a"].path, ids)
    assert {name: trade.figures["total"][name] for name in said} == said
    assert said["opened"] == sum(MATTERS.values())
    assert trade.figures["unions"] == []


def test_what_a_subtraction_would_show_is_not_given(world: World) -> None:
    month = made(world, since="2026-03-01", until="2026-03-31")
    assert "total" in month.figures
    short = made(world, since="2026-03-01", until="2026-03-15")
    assert short.figures == {"refused": "exposed"}
    with frozen(lived.END):
        page = world.client("a.officer").get(reverse("insight:bulletin", args=[short.id]))
        assert "一减就剩不到五件" in page.content.decode()
        assert (
            world.client("a.officer").get(reverse("bulletins:one", args=[short.id])).status_code
            == 404
        )
        step = reverse("insight:step", args=[short.id, "ask"])
        assert world.client("a.officer").post(step).status_code == 409


def test_the_ordinary_quarter_is_known_before_it_is_written(world: World) -> None:
    assert made(world, since="2026-03-01", until="2026-03-15").figures == {"refused": "exposed"}


def test_too_few_make_none(world: World) -> None:
    assert made(world, since="2026-05-01", until="2026-05-31").figures == {"refused": "too_few"}


def test_until_it_is_counted_nobody_reads_it(world: World) -> None:
    answer = ask(world, since="2026-03-01", until="2026-03-31")
    with frozen(lived.END):
        officer = world.client("a.officer")
        assert "正在数" in officer.get(answer["Location"]).content.decode()
    with seeding():
        pk = Bulletin.objects.get().pk
    with frozen(lived.END):
        assert officer.get(reverse("bulletins:one", args=[pk])).status_code == 404
        assert officer.post(reverse("insight:step", args=[pk, "ask"])).status_code == 409


WRONG = [
    ({"since": "2026-03-01"}, "请选从哪天到哪天"),
    ({"since": "2026-03-09", "until": "2026-03-01"}, "到的那天要在从的那天后面"),
    ({"since": "2025-03-01", "until": "2026-04-01"}, "最长一年"),
    ({"since": "2026-06-01", "until": "2026-07-01"}, "这个月还没过完"),
    ({"since": "x", "until": "2026-03-31"}, "日期写成"),
    ({"since": "2026-03-01", "until": "2026-03-31", "level": "industry"}, "请选一个"),
    ({"since": "2026-03-01", "until": "2026-03-31", "level": "firms", "firms": "没有这家"}, "全名"),
]


@pytest.mark.parametrize(("fields", "said"), WRONG)
def test_what_cannot_be_written_about_is_said(
    world: World, fields: dict[str, str], said: str
) -> None:
    answer = ask(world, **fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_list_of_firms_has_three_at_least(world: World) -> None:
    days = {"since": "2026-03-01", "until": "2026-03-31", "level": "firms"}
    names = [world.orgs[f"{key}-firm"].name for key in MATTERS]
    assert ask(world, **days, firms="\n".join(names[:2])).status_code == 422
    found = made(world, **days, firms="\n".join(names))
    assert len(found.group["firms"]) == 3
    assert found.figures["total"]["opened"] == sum(MATTERS.values())


def test_advice_comes_from_the_nearest_list(world: World) -> None:
    own = "换一位同事再打一次电话，慢慢说。"
    with frozen(lived.END):
        officer = world.client("a.officer")
        page = reverse("insight:advice")
        sent = {"measure": "resolution", "below": "99", "text": own, "key": "k1"}
        assert officer.post(page, sent).status_code == 302
        rare = {"measure": "response", "below": "1", "text": "这句用不上。", "key": "k2"}
        assert officer.post(page, rare).status_code == 302
        wrong = {"measure": "nothing", "text": "", "key": "k3"}
        assert officer.post(page, wrong).status_code == 422
        assert own in officer.get(page).content.decode()
    with frozen(lived.END), world.acting("a.officer"):
        draft = issuing.draft(actor(), start=date(2026, 1, 1), months=3)
    assert own in draft.sections["advice"]
    assert "这句用不上" not in draft.sections["advice"]
    assert "别让沉默当成满意" in draft.sections["advice"]
    with seeding():
        line = Advice.objects.get(measure="resolution")
    with frozen(lived.END):
        officer.post(reverse("insight:advice_edit", args=[line.id]), {**sent, "text": "改过的话。"})
        shown = officer.get(reverse("insight:bulletin", args=[draft.id])).content.decode()
        assert "改过的话。" in shown
        officer.post(reverse("insight:advice_withdraw", args=[line.id]))
        assert "改过的话。" not in officer.get(page).content.decode()
        away = reverse("insight:advice_withdraw", args=[line.id])
        assert world.client("a1.chair").post(away).status_code == 404


def test_the_rates_lead_to_a_bulletin_of_a_quarter_that_is_over(world: World) -> None:
    with frozen(lived.END):
        page = world.client("a.officer").get(f"{reverse('insight:rates')}?start=2026-01-01")
        assert "period=2026-01-01%2F3" in page.content.decode()
        form = world.client("a.officer").get(f"{PAGE}?period=2026-01-01%2F3").content.decode()
        assert 'value="2026-01-01/3" selected' in form
        running = world.client("a.officer").get(reverse("insight:rates")).context["write_url"]
        assert "2026-07" not in running


def test_a_job_that_runs_twice_counts_once(world: World) -> None:
    found = made(world, since="2026-03-01", until="2026-03-31")
    with seeding():
        Bulletin.objects.filter(pk=found.pk).update(sections={"overall": "改过的话"})
    assert counted(found.pk).sections == {"overall": "改过的话"}
