"""What anybody sees of a union's rates, and what the union decides about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from niangjia.kernel.base.clock import frozen
from niangjia.kernel.cases.models import Author, Event
from niangjia.kernel.insight import public
from niangjia.kernel.insight.models import Cell, Sheet
from tests.kit.sowing import seeding
from tests.kit.world import World

from . import lived

pytestmark = pytest.mark.row("003-10")
DAY = timedelta(days=1)


@pytest.fixture
def world(small_world: World) -> World:
    """Enough matters of enough people to be shown, in one quarter of one union."""
    lived.clear()
    for n in range(6):
        case_id = lived.live(small_world, lived.ASKERS[n % 2], lived.BEGIN + n * DAY, (1, 1, 1), 5)
        with seeding():  # as many people as matters
            asker = list(small_world.people.values())[n].id
            Author.objects.filter(case_id=case_id).update(person_id=asker)
    lived.count()
    return small_world


def page(world: World, key: str, hat: str = "") -> Any:
    """The public page of a union."""
    with frozen(lived.END):
        return world.client(hat).get(reverse("rates.public", args=[world.orgs[key].code]))


def test_anybody_reads_the_operating_unions_rates(world: World) -> None:
    answer = page(world, "a")
    said = answer.content.decode()
    assert answer.status_code == 200 and "max-age=600" in answer["Cache-Control"]
    assert "2026年第一季度" in said and "职工提了 6 件" in said
    assert "按时有回应的 6 件，应该回应的 6 件" in said
    assert "打四星五星的 6 件，请本人打分的 6 件" in said
    assert "怎么算的" in said and "到期没打分的留在分母里" in said
    assert "下一级工会" not in said


def test_nothing_is_shown_where_nobody_said_so(world: World) -> None:
    assert page(world, "a1x").status_code == page(world, "city").status_code == 404
    assert page(world, "b2y").status_code == 404  # nothing was counted there
    assert Client().get("/rates/nonsense/").status_code == 404


def test_a_chair_decides_and_words_it(world: World) -> None:
    chair, path = world.client("a1x.chair"), reverse("insight:show")
    assert world.client("a1x.officer").get(path).status_code == 404
    assert "公开本工会的三率" in chair.get(path).content.decode()
    words = {"shown": "on", "words": "夜班的饭，我们正在改。", "key": "k1"}
    assert chair.post(path, words).status_code == 302
    lived.count()
    assert "夜班的饭，我们正在改。" in page(world, "a1x").content.decode()
    assert chair.post(path, {"words": "", "key": "k2"}).status_code == 302
    assert page(world, "a1x").status_code == 404


def test_the_league_is_off_until_the_union_says_so(world: World) -> None:
    with seeding():
        Sheet.objects.filter(org_id=world.orgs["a"].id).update(league=True)
    with frozen(lived.END - 60 * DAY):
        lived.count(lived.END - 60 * DAY)
        said = world.client("").get(reverse("rates.public", args=[world.orgs["a"].code]))
    text = said.content.decode()
    assert "下一级工会，2026年第一季度" in text and world.orgs["a1"].name in text


@pytest.mark.parametrize("few", ["matters", "people"])
def test_too_few_are_not_shown(world: World, few: str) -> None:
    with seeding():
        if few == "matters":
            kept = list(Event.objects.values_list("case_id", flat=True).distinct()[:2])
            Event.objects.filter(case_id__in=kept).delete()
        else:
            Author.objects.update(person_id=world.people["a1x-asker"].id)
    lived.count()
    said = page(world, "a").content.decode()
    assert "提的人太少，不公布" in said and "职工提了" not in said
    with seeding():
        figures = Sheet.objects.get(org_id=world.orgs["a"].id).figures
    assert figures["quarters"] == [{"start": "2026-01-01"}]


def test_one_address_cannot_run_through_the_codes(world: World, monkeypatch: Any) -> None:
    monkeypatch.setattr(public, "MOST", 3)
    said = [page(world, "a").status_code for _ in range(5)]
    assert said == [200, 200, 200, 429, 429]


def test_the_desk_reads_its_own_part_of_the_tree(world: World) -> None:
    with frozen(lived.END):
        district = world.client("a.officer").get(reverse("insight:rates")).content.decode()
        union = world.client("a1x.officer").get(reverse("insight:rates")).content.decode()
        beside = world.client("b.officer").get(reverse("insight:rates")).content.decode()
    assert world.orgs["a1"].name in district and "6/6" in district
    assert "福利待遇" in district and world.orgs["a1x-firm"].name in district
    assert "6/6" in union and world.orgs["a1x-firm"].name not in union
    assert "还没有数" in beside
    assert world.client("a1x-asker").get(reverse("insight:rates")).status_code == 404
    assert world.client("a1x-firm.responder").get(reverse("insight:rates")).status_code == 404


def test_counting_twice_changes_nothing_and_old_quarters_stay(world: World) -> None:
    def cells() -> set[tuple[Any, ...]]:
        with seeding():
            return set(Cell.objects.values_list("scope", "org_id", "board", "start", "opened"))

    first = cells()
    lived.count()
    assert cells() == first
    later = lived.END.replace(year=2028)
    with seeding():  # retention leaves no author behind
        Author.objects.all().delete()
    lived.count(later)
    assert cells() == first
    with seeding():
        assert set(Cell.objects.values_list("people", flat=True)) >= {6}
