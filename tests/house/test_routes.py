"""Every route carries a permit that somebody holds, or stands on the short public list."""

from __future__ import annotations

from niangjia.kernel.acts.action import actions, queries
from niangjia.kernel.base import permits
from niangjia.site import catalogue, registry
from tests.house import public_routes
from tests.kit import routes

ROUTES = list(routes.walk())


def test_every_route_carries_a_permit_or_stands_on_the_list() -> None:
    bare = [route.address for route in ROUTES if not route.permit]
    listed = [
        route.address
        for route in ROUTES
        if route.address in public_routes.ADDRESSES or route.module in public_routes.MODULES
    ]
    assert sorted(bare) == sorted(listed)


def test_the_public_list_is_exact() -> None:
    public = {route.address for route in ROUTES if route.permit == "public"}
    assert public == set(public_routes.PUBLIC)
    assert {route.module for route in ROUTES} >= set(public_routes.MODULES)
    assert {route.address for route in ROUTES} >= set(public_routes.ADDRESSES)


def test_every_permit_asked_for_is_declared_and_held() -> None:
    asked = {key for route in ROUTES for key in route.permit.split("|")} - {"public", ""}
    asked |= {deed.permit for deed in (*actions.values(), *queries.values())}
    unknown = asked - permits.known()
    assert not unknown
    assert not [key for key in asked if not permits.holders(key)]


def test_every_declared_permit_is_asked_for() -> None:
    """By a route, or by an action or query behind one, or behind a command."""
    assert catalogue.COMMANDS
    declared = {permit.key for room in registry.services() for permit in room.permits}
    asked = {key for route in ROUTES for key in route.permit.split("|")}
    asked |= {deed.permit for deed in (*actions.values(), *queries.values())}
    assert sorted(declared - asked) == []


def test_a_permit_is_declared_once_and_by_its_own_room() -> None:
    keys = [permit.key for room in registry.services() for permit in room.permits]
    assert len(keys) == len(set(keys))
    strays = [
        permit.key
        for room in registry.services()
        for permit in room.permits
        if permit.key.partition(".")[0] != room.key
    ]
    assert not strays
