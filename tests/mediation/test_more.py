"""More time for a mediation: by both, once, dated, with its clause; by nobody's silence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from niangjia.kernel.base.clock import frozen
from niangjia.kernel.mediation import rules
from niangjia.kernel.notices.models import Notice
from niangjia.kernel.people.models import Person
from tests.kit.sowing import seeding
from tests.kit.world import World

from .steps import ABOVE, CHAIR, FIRM, WORKER, again, asked, page, post, talking, watch

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
#: The fifteenth day is a Saturday: the Monday after it counts, and fifteen more from there.
LATER = "12月22日"
CLAUSE = "《浙江省劳动人事争议调解仲裁条例》第十条"


@pytest.fixture(autouse=True)
def _now(small_world: World) -> Iterator[None]:
    """A Friday morning; cadres do not work at the firm."""
    with seeding():
        cadres = [hat.person.id for key, hat in small_world.hats.items() if "." in key]
        Person.objects.filter(id__in=cadres).update(employer=None)
    with frozen(AT):
        yield


def more(world: World, hat: str, of: UUID, key: str, wants: str = "yes") -> int:
    return int(post(world, hat, "mediation:more", of, key, wants=wants).status_code)


def shown(world: World, hat: str, of: UUID) -> str:
    name = "mediation_firm:mediation" if hat == FIRM else "mediation:mediation"
    return page(world, hat, name, of)


@pytest.mark.row("000-23")
def test_both_sides_add_fifteen_days_once(small_world: World) -> None:
    world = small_world
    of = talking(world)
    before = again(of).ends_at
    with frozen(AT + timedelta(days=9)):
        assert LATER in shown(world, WORKER, of)
        assert more(world, FIRM, of, "1") == 302
        assert again(of).ends_at == before, "one side is not both"
        assert "答应不答应都可以" in shown(world, WORKER, of)
        assert more(world, WORKER, of, "2") == 302
        found = again(of)
        assert found.ends_at == found.due_at == before + timedelta(days=15)
        assert found.worker_more and found.firm_more and found.extended_at
        for hat in (WORKER, FIRM):
            words = shown(world, hat, of)
            assert LATER in words and CLAUSE in words and "11月29日 都同意" in words
        assert more(world, WORKER, of, "3") == more(world, FIRM, of, "4") == 409, "only once"
    with frozen(before + timedelta(hours=2)):
        watch()
        assert again(of).state == "talking", "the fifteenth day no longer ends it"
    with frozen(found.ends_at + timedelta(hours=2)):
        watch()
        assert again(of).state == "expired"
        with seeding():
            titles = Notice.objects.filter(person_id=world.people[WORKER].id)
            assert titles.filter(title="延长的期限到了，没有谈成").count() == 1


def test_silence_adds_nothing_and_a_wish_can_be_taken_back(small_world: World) -> None:
    world = small_world
    of = talking(world)
    assert more(world, WORKER, of, "1") == 302
    with seeding():
        told = Notice.objects.filter(link__contains=of, title="对方想再谈一段时间")
        assert [one.weight for one in told] == ["plain"], "nobody is pressed"
    assert more(world, WORKER, of, "2", wants="") == 302
    assert again(of).worker_more is None
    assert more(world, FIRM, of, "3") == 302
    with frozen(again(of).ends_at + timedelta(hours=2)):
        watch()
        assert again(of).state == "expired"
        assert more(world, WORKER, of, "4") == 409


def test_more_time_is_for_the_two_at_the_table(small_world: World) -> None:
    world = small_world
    of = asked(world)
    assert more(world, WORKER, of, "1") == 409, "there is no table yet"
    for hat in (ABOVE, CHAIR, "a1x-colleague", "a1y-firm.responder"):
        assert more(world, hat, of, hat) == 404


@pytest.mark.parametrize(
    ("state", "extended", "over", "may"),
    [
        ("talking", False, False, True),
        ("drafted", False, False, True),
        ("talking", True, False, False),
        ("talking", False, True, False),
        ("invited", False, False, False),
        ("agreed", False, False, False),
    ],
)
def test_the_rule(state: str, extended: bool, over: bool, may: bool) -> None:
    assert bool(rules.may_extend(state, extended, over)) is may
