"""What remains of a mood check: one number, which nobody is joined to."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from niangjia.kernel.acts.action import actions
from niangjia.kernel.acts.page import digest
from niangjia.kernel.base import counts
from niangjia.kernel.base.clock import frozen, now, today
from niangjia.kernel.base.context import Act, act
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.models import ENOUGH, DayCount
from niangjia.kernel.base.types import Post
from niangjia.kernel.people.models import Session
from niangjia.services.mood import actions as mood
from niangjia.services.mood import manifest
from niangjia.services.mood.rules.scales import HARM, PHQ9, STRESS, WHO5
from niangjia.services.mood.urls import member_urls
from tests.kit import routes
from tests.kit.sowing import seeding
from tests.kit.world import World

pytestmark = pytest.mark.row("000-13")
ME, CITY = "a1x-asker", "33.01."
ASK, COUNTED = reverse("mood:questions"), reverse("mood:counted")
WELL = {WHO5.field(n): "5" for n in range(1, 6)}
LOW = {WHO5.field(n): "0" for n in range(1, 6)}
NINE = {PHQ9.field(n): "3" for n in range(1, 9)} | {HARM: "0"}


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    Kept.forget_all()
    yield
    Kept.forget_all()


def sizes() -> dict[str, int]:
    """How many rows every table of the database holds, third parties' too."""
    with seeding(), connection.cursor() as cursor:
        ours = [m._meta.db_table for m in apps.get_models() if hasattr(m, "wall")]
        found = {}
        for table in ours:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
        return found


def theirs() -> dict[str, int]:
    """The same of tables of third parties, by their statistics: jobs and the cache among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd FROM pg_stat_xact_user_tables"
            " WHERE relname !~ '^(base|acts|people|cases)_'"
        )
        return {row[0]: row[1] for row in cursor.fetchall() if row[1]}


def grown(world: World, do: Callable[[Client], Any]) -> dict[str, int]:
    """Tables that hold more or fewer rows afterwards."""
    before, others = sizes(), theirs()
    do(world.client(ME))
    assert theirs() == others
    return {name: n - before[name] for name, n in sizes().items() if n != before[name]}


def total() -> int:
    """Today's number of the city."""
    with seeding():
        found = DayCount.objects.filter(what="mood", place=CITY, day=today())
        return sum(found.values_list("n", flat=True))


@pytest.mark.parametrize(
    ("wanted", "answers"),
    [("phq9", WELL | NINE), ("phq9", LOW | NINE), ("stress", LOW | {STRESS.field(1): "10"})],
)
def test_a_whole_run_leaves_one_number_whatever_was_asked(
    small_world: World, wanted: str, answers: dict[str, str]
) -> None:
    def run(client: Client) -> None:
        client.get(reverse("mood:start"))
        client.get(ASK)
        assert client.post(f"{ASK}?with={wanted}", answers).status_code == 200
        client.get(reverse("mood:result"))

    assert grown(small_world, run) == {"base_daycount": 1}
    assert total() == 1


def test_a_key_somebody_adds_is_not_taken(small_world: World) -> None:
    def run(client: Client) -> None:
        for _ in range(2):
            assert client.post(ASK, WELL | {"key": "once"}).status_code == 200

    assert grown(small_world, run) == {"base_daycount": 1}
    assert total() == 2


def test_thoughts_of_dying_leave_nothing_at_all(small_world: World) -> None:
    def run(client: Client) -> None:
        for rest in ({}, WELL, NINE):
            assert client.post(f"{ASK}?with=phq9", rest | {HARM: "2"}).status_code == 200

    assert grown(small_world, run) == {}


def test_answers_with_mistakes_leave_nothing_either(small_world: World) -> None:
    assert grown(small_world, lambda c: c.post(ASK, {WHO5.field(1): "3"})) == {}
    assert grown(small_world, lambda c: c.post(ASK, {WHO5.field(1): "9' OR 1"})) == {}


SAVEPOINT = re.compile(r"s\d+_x\d+")


def statements(world: World, do: Callable[[Client], Any]) -> list[tuple[str, str]]:
    """Everything the database was asked, with its values."""
    asked: list[tuple[str, str]] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((SAVEPOINT.sub("", sql), repr(params)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        do(world.client(ME))
    return asked


def test_the_database_cannot_tell_one_answer_or_one_scale_from_another(
    small_world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    small_world.client(ME).post(ASK, WELL)
    seen, said = [], []
    more = (f"{ASK}?with=stress", WELL | {STRESS.field(1): "9"})
    for ask in ((ASK, WELL), (ASK, LOW), more):
        caplog.clear()
        seen.append(statements(small_world, lambda c, a=ask: c.post(*a)))  # type: ignore[misc]
        said.append([r.getMessage() for r in caplog.records if not r.name.startswith("django.db")])
    assert seen[0] == seen[1] == seen[2]
    assert said[0] == said[1] == said[2]


def test_the_number_goes_up_in_an_act_of_nobody(
    small_world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The statement that counts knows a city and a day; who asked is not in its transaction."""
    who: list[Act] = []
    add = counts.add
    monkeypatch.setattr(counts, "add", lambda *words: (who.append(act()), add(*words)))
    asked = statements(small_world, lambda c: c.post(COUNTED))
    assert [(one.kind, one.proof, one.purpose) for one in who] == [("nobody", "", "mood.count")]
    assert not who[0].leaves()
    counting = [n for n, (sql, _) in enumerate(asked) if "api.count" in sql]
    assert len(counting) == 1
    person, cookie = str(small_world.people[ME].id), small_world.hats[ME].cookie
    _, values = asked[counting[0]]
    assert CITY in values
    assert person not in values
    assert cookie not in values
    assert total() == 1


def test_a_phone_that_counted_says_that_it_is_done_and_nothing_else(small_world: World) -> None:
    answer = small_world.client(ME).post(COUNTED, LOW | {"score": "4"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert not answer.cookies
    assert grown(small_world, lambda c: c.post(COUNTED, LOW)) == {}


def test_a_place_without_a_city_is_not_counted() -> None:
    mood.count("")


@pytest.mark.parametrize(("times", "shown"), [(ENOUGH - 1, 0), (ENOUGH, 1)])
@pytest.mark.parametrize("hat", [ME, "city.officer", "a1x-firm.responder"])
def test_the_wall_shows_a_day_that_is_over_and_had_enough(
    small_world: World, hat: str, times: int, shown: int
) -> None:
    with frozen(now() - timedelta(days=1)):
        for _ in range(times):
            mood.count(CITY)
    for _ in range(ENOUGH):
        mood.count(CITY)
    with small_world.acting(hat):
        assert DayCount.objects.filter(what="mood", place=CITY).count() == shown
        assert [day.n for day in counts.shown("mood", CITY, 30)] == [ENOUGH] * shown
    page = small_world.client(hat).get(reverse("mood:assessment")).content.decode()
    assert ('<td class="num tr">20</td>' in page) == bool(shown)


def test_there_is_no_model_no_desk_no_firm_and_no_action() -> None:
    assert not list(apps.get_app_config("mood").get_models())
    assert not manifest.SERVICE.desk
    assert not manifest.SERVICE.firm
    assert not manifest.SERVICE.personal_data
    assert not [name for name in actions if ".mood." in name]
    assert {post for permit in manifest.SERVICE.permits for post in permit.posts} == {Post.WORKER}
    ours = [route for route in routes.walk() if ".services.mood" in route.module]
    assert ours
    assert {route.permit for route in ours} <= {"mood.use", "mood.film", "public"}
    assert all(route.address.startswith("mood/") for route in ours)


@pytest.mark.parametrize("hat", ["a1x.chair", "a.caller", "city.admin", "a1x-firm.responder"])
def test_every_other_role_finds_nothing_there(small_world: World, hat: str) -> None:
    """Every address of the room that is not open to all, whatever it takes. A page is answered with
    the page of hats: as oneself, a worker, one may go in."""
    client = small_world.client(hat)
    ours = [one for one in routes.walk() if one.module.startswith("niangjia.services.mood")]
    shut = [one for one in ours if one.permit != "public"]
    assert {one.name for one in ours} == {one.name for one in member_urls}
    assert {one.name for one in ours} - {one.name for one in shut} == {"help", "assessment"}
    for path in [one.path({}) for one in shut]:
        seen = client.get(path)
        assert (seen.status_code, seen.content) in ((302, b""), (405, b"")), path
        assert seen.status_code == 405 or seen["Location"].startswith(reverse("capacity"))
        assert grown(small_world, lambda _, to=path: client.post(to, WELL)) == {}  # type: ignore[misc]
        sent = client.post(path, WELL)
        assert sent.status_code in (302, 404, 405), path
        assert {seen.status_code, sent.status_code} != {405}, path


def test_a_lost_phone_is_logged_out_from_another_one(small_world: World) -> None:
    mine, lost = small_world.client(ME), Client()
    with seeding():
        own = Session.objects.get(person_id=small_world.people[ME].id)
        other = "x" * 40
        Session.objects.create(
            session_key=digest(other),
            session_data=own.session_data,
            expire_date=own.expire_date,
            person_id=own.person_id,
        )
        strangers = Session.objects.exclude(person_id=own.person_id).count()
    lost.cookies[settings.SESSION_COOKIE_NAME] = other
    assert lost.get(reverse("mood:result")).status_code == 200
    assert mine.post(reverse("elsewhere")).status_code == 302
    assert lost.get(reverse("mood:result")).status_code == 302
    assert mine.get(reverse("mood:result")).status_code == 200
    with seeding():
        assert Session.objects.exclude(person_id=own.person_id).count() == strangers
