"""Rules by table: what stands under what, who gives which post, colours, segments."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from niangjia.kernel.base.types import Post
from niangjia.kernel.people import rules, tree
from niangjia.ui import accent


@pytest.mark.parametrize(
    ("kind", "level", "parent", "allowed"),
    [
        ("union", "province", None, True),
        ("union", "city", None, True),
        ("union", "city", "province", True),
        ("union", "county", "city", True),
        ("union", "county", None, True),
        ("union", "county", "province", False),
        ("union", "town", "county", True),
        ("union", "town", "town", False),
        ("union", "town", "grassroots", False),
        ("union", "grassroots", "town", True),
        ("union", "grassroots", "county", True),
        ("union", "grassroots", "joint", True),
        ("union", "grassroots", "industry", True),
        ("union", "grassroots", "grassroots", True),
        ("union", "grassroots", None, False),
        ("union", "joint", "town", True),
        ("union", "joint", "grassroots", False),
        ("union", "industry", "county", True),
        ("employer", "", "town", True),
        ("employer", "", "county", True),
        ("employer", "", "grassroots", False),
        ("provider", "", "city", True),
        ("place", "", "joint", False),
    ],
)
def test_what_may_stand_under_what(
    kind: str, level: str, parent: str | None, allowed: bool
) -> None:
    verdict = tree.may_stand(kind, level, ("union", parent) if parent else None)
    assert bool(verdict) is allowed
    assert allowed or (verdict.reason and verdict.remedy)


def test_nothing_stands_under_an_employer() -> None:
    assert not tree.may_stand("union", "grassroots", ("employer", ""))


@pytest.mark.parametrize(
    ("kind", "level", "region", "parent", "path", "root", "code"),
    [
        ("union", "city", "330100", "33.", "33.01.", "33.01.", "330100"),
        ("union", "county", "330199", "33.01.", "33.01.99.", "33.01.99.", "330199"),
        ("union", "town", "", "33.01.99.", "33.01.99.t3.", "33.01.99.", "330199T3"),
        ("union", "grassroots", "", "33.01.99.t3.", "33.01.99.t3.u3.", "33.01.99.", "330199T3U3"),
        ("union", "joint", "", "33.01.99.", "33.01.99.j3.", "33.01.99.", "330199J3"),
        ("union", "industry", "", "33.01.99.", "33.01.99.i3.", "33.01.99.", "330199I3"),
        ("employer", "", "", "33.01.99.t3.", "33.01.99.t3.f3.", "33.01.99.", "330199T3F3"),
        ("provider", "", "", "33.01.99.", "33.01.99.p3.", "33.01.99.", "330199P3"),
        ("place", "", "", "33.01.99.", "33.01.99.x3.", "33.01.99.", "330199X3"),
    ],
)
def test_places_roots_and_codes(
    kind: str, level: str, region: str, parent: str, path: str, root: str, code: str
) -> None:
    found = tree.place(kind, level, region, parent, 3)
    above = root if root != path else parent
    assert (found, tree.root_of(kind, level, found, above)) == (path, root)
    assert tree.code_of("330199", found, root, region) == code


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=12))
def test_codes_keep_their_length(numbers: list[int]) -> None:
    path = "33.01.99." + "".join(f"u{n}." for n in numbers)
    assert len(tree.code_of("330199", path, "33.01.99.", "")) <= tree.CODE_LENGTH


@pytest.mark.parametrize(
    ("level", "region", "parent", "fits"),
    [
        ("county", "330199", "33.01.", True),
        ("county", "330102", "33.01.", True),
        ("county", "330282", "33.01.", False),
        ("county", "330100", "33.01.", False),
        ("county", "339999", "", False),
        ("county", "33019", "", False),
        ("county", "440106", "", True),
        ("city", "330200", "33.", True),
        ("city", "330282", "33.", False),
        ("province", "330000", "", True),
        ("town", "", "", True),
    ],
)
def test_region_codes_belong_to_their_level(
    level: str, region: str, parent: str, fits: bool
) -> None:
    assert bool(tree.region_fits("union", level, region, parent)) is fits


DISTRICT, TOWN, FIRM = "33.01.99.", "33.01.99.t1.", "33.01.99.t1.f1."


@pytest.mark.parametrize(
    ("giver", "path", "role", "kind", "at", "allowed"),
    [
        (Post.ADMIN, DISTRICT, Post.ADMIN, "union", TOWN, True),
        (Post.ADMIN, DISTRICT, Post.CHAIR, "union", DISTRICT, True),
        (Post.ADMIN, DISTRICT, Post.RESPONDER, "employer", FIRM, True),
        (Post.ADMIN, TOWN, Post.OFFICER, "union", DISTRICT, False),
        (Post.OFFICER, DISTRICT, Post.ADMIN, "union", TOWN, False),
        (Post.CHAIR, DISTRICT, Post.CHAIR, "union", TOWN, True),
        (Post.CHAIR, TOWN, Post.CHAIR, "union", TOWN, False),
        (Post.CHAIR, TOWN, Post.OFFICER, "union", TOWN, True),
        (Post.OFFICER, TOWN, Post.CALLER, "union", TOWN, True),
        (Post.OFFICER, TOWN, Post.RESPONDER, "employer", FIRM, True),
        (Post.OFFICER, TOWN, Post.RESPONDER, "union", TOWN, False),
        (Post.OFFICER, TOWN, Post.OFFICER, "employer", FIRM, False),
        (Post.OFFICER, TOWN, Post.OFFICER, "union", "33.01.99.t2.", False),
    ],
)
def test_who_gives_which_post(
    giver: Post, path: str, role: Post, kind: str, at: str, allowed: bool
) -> None:
    verdict = rules.may_appoint(rules.Giver(giver, path), role, rules.Where(kind, at))
    assert bool(verdict) is allowed
    assert allowed or verdict.reason


@pytest.mark.parametrize(
    ("since", "until", "fits"),
    [
        (date(2026, 1, 1), None, True),
        (date(2026, 1, 1), date(2026, 1, 1), True),
        (date(2026, 1, 2), date(2026, 1, 1), False),
    ],
)
def test_a_post_ends_after_it_begins(since: date, until: date | None, fits: bool) -> None:
    assert bool(rules.dates_in_order(since, until)) is fits


@pytest.mark.parametrize(
    ("path", "root", "under", "their_root", "fits"),
    [
        (TOWN, DISTRICT, DISTRICT, DISTRICT, True),
        (f"{TOWN}u1.", DISTRICT, "33.01.99.t2.", DISTRICT, True),
        (DISTRICT, DISTRICT, "33.01.", "33.01.", False),
        (TOWN, DISTRICT, f"{TOWN}u1.", DISTRICT, False),
        (TOWN, DISTRICT, "33.01.98.", "33.01.98.", False),
    ],
)
def test_what_may_move_where(path: str, root: str, under: str, their_root: str, fits: bool) -> None:
    assert bool(rules.may_move(path, root, under, their_root)) is fits


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("#C2382B", True),
        ("#000000", True),
        ("#767676", True),
        ("#777777", False),
        ("#FFFFFF", False),
        ("red", False),
        ("#12345", False),
        ("", False),
    ],
)
def test_an_accent_carries_white_words(text: str, fits: bool) -> None:
    assert bool(rules.accent_fits(text)) is fits


@given(st.integers(0, 255), st.integers(0, 255), st.integers(0, 255))
def test_the_nearest_colour_passes(red: int, green: int, blue: int) -> None:
    asked = accent.written((red, green, blue))
    verdict = rules.accent_fits(asked)
    near = asked if verdict else verdict.facts["nearest"]
    assert accent.contrast(accent.parse(near), accent.WHITE) >= rules.ENOUGH
    assert rules.accent_fits(near)
