"""The authorisation matrix, with both walls and with the database's wall taken away.

After a wanted change: `pytest tests/house/test_authz.py --write`, and read what changed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from niangjia.kernel.base.install import walled_models
from tests.kit import cluster, database, routes
from tests.kit.authz import ASKERS, REFUSED, Matrix
from tests.kit.world import World

GOLDEN = Path(__file__).with_name("authz_matrix.csv")
HEAD = ["route", "method", "thing", "permit", *(hat or "nobody" for hat in ASKERS)]
#: Left out: other people's views, tested by their makers and by the entrance's own tests.
SKIPPED = ("allauth.",)


def asked() -> list[routes.Route]:
    return [route for route in routes.walk() if not route.module.startswith(SKIPPED)]


@pytest.fixture
def wall_off(django_db_setup: None) -> Iterator[None]:
    """No row is hidden by the database: what is still hidden, the queries hide."""
    tables = [model._meta.db_table for model in walled_models()]
    with cluster.as_super(database.clone_name()) as link:
        for table in tables:
            link.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY'.encode())
        yield
        for table in tables:
            link.execute(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY'.encode())


#: The matrix is filled in parts: two processes share the longest test there is.
PARTS = 6


def part_of(part: int) -> list[routes.Route]:
    """Every so many-th address with all its methods, so that no part holds all of a room's."""
    routes_there = asked()
    addresses = dict.fromkeys(route.address for route in routes_there)
    places = {address: n for n, address in enumerate(addresses)}
    return [route for route in routes_there if places[route.address] % PARTS == part]


def filled(world: World, part: int, *, only_admitted: bool = False) -> Matrix:
    matrix = Matrix(world)
    matrix.fill(part_of(part), only_admitted=only_admitted)
    return matrix


def reviewed() -> list[list[str]]:
    with GOLDEN.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))[1:]


def write(part: int, found: list[list[str]]) -> None:
    """Put the rows of a part in the place of what stood there, in the order of the routes."""
    order = {route.address: n for n, route in enumerate(asked())}
    own = {route.address for route in part_of(part)}
    kept = [row for row in reviewed() if row[0] in order and row[0] not in own]
    with GOLDEN.open("w", newline="", encoding="utf-8") as file:
        lines = sorted([*kept, *found], key=lambda row: order[row[0]])
        csv.writer(file, lineterminator="\n").writerows([HEAD, *lines])


def rows(matrix: Matrix) -> list[list[str]]:
    return [
        [
            line.route.address,
            line.method,
            line.thing,
            line.route.permit,
            *(line.got[hat] for hat in ASKERS),
        ]
        for line in matrix.lines
    ]


@pytest.mark.parametrize("part", range(PARTS))
def test_the_matrix_is_the_reviewed_one(
    small_world: World, part: int, pytestconfig: pytest.Config
) -> None:
    matrix = filled(small_world, part)
    assert matrix.wrong == []
    found = rows(matrix)
    if pytestconfig.getoption("--write"):
        write(part, found)
    own = {route.address for route in part_of(part)}
    known = [row for row in reviewed() if row[0] in own]
    assert [row for row in found if row not in known] == []
    assert len(found) == len(known)


def test_the_reviewed_matrix_names_no_route_that_is_gone() -> None:
    assert {row[0] for row in reviewed()} <= {route.address for route in asked()}


@pytest.mark.deep
@pytest.mark.parametrize("part", range(PARTS))
def test_without_the_databases_wall_the_queries_hide_the_same(
    wall_off: None, small_world: World, part: int
) -> None:
    matrix = filled(small_world, part, only_admitted=True)
    assert matrix.wrong == []


def test_somebody_is_let_in_everywhere() -> None:
    """A route that refuses everybody is tested by nobody."""
    with GOLDEN.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    refused = (*REFUSED, "-")
    opened = {
        line["route"]
        for line in lines
        if any(line[hat or "nobody"] not in refused for hat in ASKERS)
    }
    assert {line["route"] for line in lines} - opened <= NOTHING_THERE


#: The root of the API, a link that was used, a logo nobody chose, rates under no known code, files
#: that hang on no case of a firm; the inbox is on loopback only; a proof nobody was sent, and
#: WeChat without an account; a word list goes back to a numbered version, and an offer takes a
#: step, by what the form says alone.
NOTHING_THERE = {
    "desk/benefits/<uuid:offer_id>/step/",
    # What a portion is called off by stands in the form: tests/offers/test_portions.py.
    "desk/benefits/<uuid:offer_id>/stock/off/",
    "desk/feedback/words/back/",
    "me/notices/email/<str:token>/",
    "me/notices/wechat/",
    "me/notices/wechat/back/",
    "api/v1/",
    "setup/<str:token>/",
    "brand/logo/<uuid:org_id>",
    "dev/inbox",
    "dev/inbox.json",
    "rates/<str:code>/",
    "firm/feedback/<uuid:case_id>/files/<uuid:file_id>/<str:part>/",
    # Bundles are packed by jobs: tests/bundles downloads them.
    "feedback/bundles/<uuid:bundle_id>/",
    "desk/feedback/bundles/<uuid:bundle_id>/",
    # A picture to cover, a parcel under way, a claim handed out: tests/feedback and tests/benefits.
    "desk/feedback/<uuid:case_id>/files/<uuid:file_id>/cover/",
    "desk/feedback/<uuid:case_id>/files/<uuid:file_id>/uncover/",
    "benefits/claims/<uuid:claim_id>/came/",
    "desk/benefits/<uuid:handed_id>/hand/<uuid:claim_id>/",
    "desk/benefits/<uuid:handed_id>/hand/<uuid:claim_id>/undo/",
    # What a visited person says stands in the form: tests/benefits/test_visits.py.
    "benefits/visits/<uuid:visit_id>/",
    # What is done about a request stands in the form: tests/benefits/test_helps.py.
    "benefits/cover/help/<uuid:help_id>/step/",
    "desk/benefits/help/<uuid:help_id>/step/",
    # No list of the test world is a cover: tests/benefits/test_cover.py.
    "benefits/cover/<uuid:roll_id>/help/",
    "desk/benefits/rolls/<uuid:roll_id>/insurer/",
    # Two things that belong together, of which the test world has one each: tests/benefits.
    "desk/benefits/points/<uuid:point_id>/gate/<uuid:item_id>/",
    "desk/benefits/goods/<uuid:item_id>/slips/<uuid:slip_id>/",
    "desk/benefits/<uuid:offer_id>/codes/<uuid:delivery_id>/bill.xlsx",
    "desk/benefits/<uuid:offer_id>/codes/<uuid:delivery_id>/bad.xlsx",
    "desk/benefits/<uuid:offer_id>/codes/<uuid:delivery_id>/",
    "desk/benefits/<uuid:offer_id>/codes/<uuid:delivery_id>/resume/",
    # Bytes of a picture: tests/offers/test_pictures.py.
    "benefits/<uuid:offer_id>/pictures/<uuid:picture_id>/<str:part>/",
    "desk/benefits/<uuid:offer_id>/pictures/<uuid:picture_id>/<str:part>/",
    # A page of a round that is signed, a family's codes on one phone: tests/offers.
    "benefits/<uuid:offer_id>/room/<str:slot>/",
    "benefits/claims/<uuid:claim_id>/share/",
}


def test_logged_in_pages_are_never_kept(small_world: World) -> None:
    client = small_world.client("a1x-asker")
    answer = client.get("/")
    assert "no-store" in answer["Cache-Control"]
    assert settings.SESSION_COOKIE_HTTPONLY
