"""Rows go when their declared time is over, and not before; what a hold keeps stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import models

from niangjia.kernel.acts import commands, holds, retention
from niangjia.kernel.acts.acting import system
from niangjia.kernel.acts.checks import check_retention, problems
from niangjia.kernel.acts.models import Audit, Erasure, Hold
from niangjia.kernel.base.clock import frozen, now
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.install import wall_of, walled_models
from niangjia.kernel.base.models import Rate
from niangjia.kernel.base.types import Hidden, Refusal
from niangjia.kernel.base.walls import Kind, Retention
from niangjia.kernel.cases.models import Author, Case, Deputy, Event, Seat
from niangjia.kernel.letters.models import Mandate
from niangjia.kernel.people.models import Appointment, Membership, Person
from tests.kit.hats import LONG_AGO
from tests.kit.sowing import seeding
from tests.kit.world import World

#: The moment from which every row of a test counts.
BEGAN = datetime(2020, 3, 4, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)
CARRIED = retention.carried()
HELD = [m for m in CARRIED if wall_of(m).retention.held_by or m is Person]


def by_name(model: type[models.Model]) -> str:
    return model.__name__


@contextmanager
def days_after(days: int) -> Iterator[None]:
    """That many days after everything began."""
    with frozen(BEGAN + days * DAY):
        yield


@pytest.fixture
def world(small_world: World) -> World:
    """The world, with nothing held any more."""
    with seeding():
        Hold.objects.update(until=BEGAN)
    return small_world


def begin(model: type[models.Model]) -> None:
    """Let the time of every row of the model run from BEGAN."""
    *way, last = wall_of(model).retention.since.split("__")
    target: Any = model
    for step in way:
        target = target._meta.get_field(step).related_model
    with seeding():
        if target in (Appointment, Deputy, Mandate, Membership):
            target._default_manager.update(since=LONG_AGO)
        target._default_manager.update(**{last: BEGAN})


def run() -> dict[str, retention.Line]:
    with system(retention.NAME):
        done = retention.run(actor())
    return {line.model: line for line in done.lines}


def snapshot(model: type[models.Model]) -> dict[Any, dict[str, Any]]:
    """Every row with every value."""
    with seeding():
        return {row["pk"]: row for row in model._default_manager.values("pk", *plain(model))}


def plain(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name != "pk"]


def as_declared(model: type[models.Model], before: dict[Any, Any]) -> dict[Any, Any]:
    """What must be left of the rows once their time is over."""
    kept = wall_of(model).retention
    left = {model._meta.get_field(k).attname: v for k, v in kept.leaves.items()}  # type: ignore[union-attr]
    return {pk: row | left for pk, row in before.items()} if left else {}


@pytest.mark.parametrize("model", CARRIED, ids=by_name)
def test_a_day_before_its_time_a_row_stays_and_a_day_after_it_goes(
    world: World, model: type[models.Model]
) -> None:
    begin(model)
    before, days = snapshot(model), wall_of(model).retention.days or 0
    assert before
    with days_after(days - 1):
        assert run()[model._meta.label].erased == 0
        assert snapshot(model) == before
    with days_after(days + 1):
        assert run()[model._meta.label].erased == len(before)
    assert snapshot(model) == as_declared(model, before)


@pytest.mark.parametrize("model", CARRIED, ids=by_name)
def test_what_has_no_end_is_never_touched(world: World, model: type[models.Model]) -> None:
    since = wall_of(model).retention.since
    with seeding():
        still = model._default_manager.filter(**{f"{since}__isnull": True})
        still_open = set(still.values_list("pk", flat=True))
    before = snapshot(model)
    with frozen(now() + 30_000 * DAY):
        run()
    after = snapshot(model)
    assert {pk: after[pk] for pk in still_open} == {pk: before[pk] for pk in still_open}


def put(world: World, object_id: Any, until: datetime | None = None) -> None:
    """A hold, as the keeper writes it."""
    case = world.cases["a1x.closed"]
    with seeding():
        Hold.objects.create(
            object_kind="case",
            object_id=object_id,
            number=case.number,
            org_root=case.org_root,
            org_path=case.org_path,
            reason="诉讼中",
            by_id=new_id(),
            by_name="赵晓燕",
            since=BEGAN,
            until=until,
        )


@pytest.mark.parametrize("model", HELD, ids=by_name)
def test_a_hold_keeps_what_it_names_and_nothing_else(
    world: World, model: type[models.Model]
) -> None:
    begin(model)
    before, column = snapshot(model), wall_of(model).retention.held_by
    matter = next((row[column] for row in before.values() if row[column]), None) or new_id()
    with seeding():
        model._default_manager.filter(**{f"{column}__isnull": True}).update(**{column: matter})
    before = snapshot(model)
    kept = {pk for pk, row in before.items() if row[column] == matter}
    put(world, matter)
    with days_after((wall_of(model).retention.days or 0) + 1):
        line = run()[model._meta.label]
    assert (line.held, line.erased) == (len(kept), len(before) - len(kept))
    gone = as_declared(model, {pk: row for pk, row in before.items() if pk not in kept})
    assert snapshot(model) == {pk: before[pk] for pk in kept} | gone


def everything_is_over(world: World) -> datetime:
    """All rows began long ago; the moment at which each of them is over."""
    for model in CARRIED:
        begin(model)
    return BEGAN + 2000 * DAY


def test_a_held_case_keeps_its_words_its_seats_and_its_author(world: World) -> None:
    late = everything_is_over(world)
    case = world.cases["a1x.seated"]
    author = world.authors[case.id].person_id
    put(world, case.id)
    with frozen(late):
        run()
    with seeding():
        assert Case.objects.get(pk=case.id).text == case.text
        assert Author.objects.filter(case=case).exists()
        assert Seat.objects.filter(case=case).exists()
        assert not Event.objects.filter(case=case, text="").exists()
        assert Person.objects.get(pk=author).name == world.people["a1x-asker"].name
        assert not Author.objects.exclude(case=case).exists()
        assert set(Case.objects.exclude(pk=case.id).values_list("text", flat=True)) == {""}
        assert not Event.objects.exclude(case=case).exclude(text="").exists()


def test_a_hold_that_has_ended_keeps_nothing(world: World) -> None:
    late = everything_is_over(world)
    case = world.cases["a1x.closed"]
    put(world, case.id, until=late - DAY)
    with frozen(late):
        assert run()["cases.Case"].held == 0
    with seeding():
        assert Case.objects.get(pk=case.id).text == ""


def test_a_second_run_finds_nothing(world: World) -> None:
    with frozen(everything_is_over(world)):
        assert sum(line.erased for line in run().values()) > 0
        before = {model: snapshot(model) for model in CARRIED}
        assert sum(line.erased for line in run().values()) == 0
        assert {model: snapshot(model) for model in CARRIED} == before


def test_every_run_leaves_one_line_in_the_log_and_its_counts(world: World) -> None:
    begin(Case)
    put(world, world.cases["a1x.closed"].id)
    with frozen(BEGAN + 1100 * DAY), system(retention.NAME):
        done = retention.run(actor())
    with seeding():
        line = Audit.objects.get(action="retention.ran")
        made = Erasure.objects.get(pk=done.id)
    assert (line.object_id, line.post, line.person_id) == (made.id, "system", None)
    cases = len(world.all(Case))
    assert made.counts["cases.Case"] == {"erased": cases - 1, "held": 1}


def test_a_full_slice_asks_for_another_run(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "SLICE", 20)
    runs, more = 0, True
    with frozen(everything_is_over(world)):
        while more:
            with system(retention.NAME):
                more = retention.run(actor()).more
            runs += 1
    assert runs > 1
    with seeding():
        assert not Event.objects.exclude(text="").exists()


def test_only_the_service_actor_runs_it(world: World) -> None:
    with world.acting("a.admin"), pytest.raises(Hidden):
        retention.run(actor())


def test_a_dry_run_says_what_a_run_would_do_and_does_nothing(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with frozen(everything_is_over(world)):
        before = {model: snapshot(model) for model in CARRIED}
        lines = {line.model: line for line in commands._look()}
        assert {model: snapshot(model) for model in CARRIED} == before
        assert {name: line.due for name, line in lines.items()} == {
            name: line.due for name, line in run().items()
        }
    table = commands.table(lines.values())
    assert table[0].split() == ["model", "basis", "days", "due", "now", "erased", "held"]
    assert len({len(row) for row in table}) == 1


def test_counters_of_windows_and_gaps_go_after_two_days(db: None) -> None:
    moment, day = int(now().timestamp()), 86400
    rows = [
        Rate(key="old window", seconds=60, period=(moment - 3 * day) // 60, hits=1),
        Rate(key="new window", seconds=60, period=moment // 60, hits=1),
        Rate(key="long window", seconds=30 * day, period=moment // (30 * day), hits=1),
        Rate(key="old gap", seconds=60, period=moment - 3 * day, hits=1),
        Rate(key="new gap", seconds=60, period=moment - 30, hits=1),
    ]
    with seeding():
        Rate.objects.bulk_create(rows)
    assert run()["base.Rate"].erased == 2
    with seeding():
        kept = set(Rate.objects.values_list("key", flat=True))
    assert kept == {"new window", "long window", "new gap"}


# --- what is declared can be done -------------------------------------------------------------


def test_the_house_starts_with_every_retention_in_order() -> None:
    assert [error for error in run_checks() if error.id == "niangjia.E001"] == []
    assert check_retention() == []


def test_every_personal_model_leaves_some_day() -> None:
    personal = {m for m in walled_models() if wall_of(m).kind == Kind.PERSONAL}
    assert personal <= set(CARRIED)


GOOD = wall_of(Case).retention
WRONG = {
    "undated": (Case, replace(GOOD, days=None)),
    "no such field": (Case, replace(GOOD, since="ended_at")),
    "a way to nowhere": (Event, replace(wall_of(Event).retention, since="case__ended_at")),
    "not a date": (Case, replace(GOOD, since="title")),
    "nothing left": (Case, replace(GOOD, leaves={})),
    "erased field is gone": (Case, replace(GOOD, leaves={"words": ""})),
    "null in a column that has none": (Case, replace(GOOD, leaves={"text": None})),
    "words in a number": (Case, replace(GOOD, leaves={"stars": ""})),
    "longer than the column": (Case, replace(GOOD, leaves={"state": "—" * 13})),
    "no grant on the column": (Event, replace(wall_of(Event).retention, leaves={"verb": ""})),
    "no grant to delete": (Case, Retention("case text", days=1, since="closed_at")),
    "held by nothing": (Case, replace(GOOD, held_by="matter_id")),
    "unknown verb": (Case, replace(GOOD, action="archive")),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_retention_nobody_could_carry_out_is_found(name: str) -> None:
    model, wrong = WRONG[name]
    assert list(problems(model, replace(wall_of(model), retention=wrong)))


# --- who may hold -----------------------------------------------------------------------------


def matter(world: World, key: str) -> holds.Matter:
    case = world.cases[key]
    return holds.Matter("case", case.id, case.number, case.org_root, case.org_path)


@pytest.mark.parametrize("hat", ["a.officer", "a.admin", "city.admin"])
def test_the_district_and_the_administrator_hold_and_lift(small_world: World, hat: str) -> None:
    case = small_world.cases["a1x.closed"]
    with small_world.acting(hat):
        put_on = holds.put(actor(), matter(small_world, "a1x.closed"), reason="诉讼中", until=None)
        assert [hold.pk for hold in holds.on(case.id)] == [put_on.pk]
        holds.lift(actor(), put_on.pk)
        assert not holds.on(case.id).exists()
        with pytest.raises(Hidden):
            holds.lift(actor(), put_on.pk)


@pytest.mark.parametrize("hat", ["a1.officer", "a1x.chair"])
def test_a_union_below_sees_a_hold_and_cannot_touch_it(small_world: World, hat: str) -> None:
    held = next(h for h in small_world.all(Hold) if "a1x.own" in h.number)
    with small_world.acting(hat):
        assert [hold.pk for hold in holds.on(held.object_id)] == [held.pk]
        with pytest.raises(Hidden):
            holds.lift(actor(), held.pk)
        with pytest.raises(Hidden):
            holds.put(actor(), matter(small_world, "a1x.closed"), reason="诉讼中", until=None)


def test_the_other_district_finds_nothing_to_lift(small_world: World) -> None:
    held = next(h for h in small_world.all(Hold) if "a1x.own" in h.number)
    with small_world.acting("b.officer"), pytest.raises(Hidden):
        holds.lift(actor(), held.pk)


def test_a_hold_does_not_end_before_it_begins(small_world: World) -> None:
    with small_world.acting("a.officer"), pytest.raises(Refusal, match="past"):
        holds.put(actor(), matter(small_world, "a1x.closed"), reason="诉讼中", until=now() - DAY)
