"""Region codes by table, and the days on which they were in force."""

from __future__ import annotations

from datetime import date

import pytest

from niangjia.kernel.base import regions

BEFORE, AFTER = date(2021, 4, 8), date(2021, 4, 9)


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("330102", BEFORE, "上城区"),
        ("330102", AFTER, "上城区"),
        ("330103", BEFORE, "下城区"),
        ("330103", AFTER, ""),
        ("330104", BEFORE, "江干区"),
        ("330104", AFTER, ""),
        ("330105", AFTER, "拱墅区"),
        ("330110", AFTER, "余杭区"),
        ("330113", BEFORE, ""),
        ("330113", AFTER, "临平区"),
        ("330114", BEFORE, ""),
        ("330114", AFTER, "钱塘区"),
        ("331021", date(2017, 4, 8), "玉环县"),
        ("331083", date(2017, 4, 9), "玉环市"),
        ("330000", AFTER, "浙江省"),
        ("330199", AFTER, "临江区"),
        ("440100", AFTER, ""),
    ],
)
def test_the_name_on_a_day(code: str, on: date, name: str) -> None:
    assert regions.name_of(code, on) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330102", "上城"),
        ("330105", "拱墅"),
        ("330106", "西湖"),
        ("330110", "余杭"),
        ("330205", "江北"),
        ("330206", "北仑"),
        ("330211", "镇海"),
        ("330225", "象山"),
        ("330226", "宁海"),
        ("330281", "余姚"),
        ("330282", "慈溪"),
        ("330382", "乐清"),
        ("330481", "海宁"),
        ("330482", "平湖"),
        ("330502", "吴兴"),
        ("330503", "南浔"),
        ("330523", "安吉"),
        ("330603", "柯桥"),
        ("330702", "婺城"),
        ("330723", "武义"),
        ("330881", "江山"),
        ("331002", "椒江"),
        ("331004", "路桥"),
        ("331081", "温岭"),
        ("331083", "玉环"),
        ("331124", "松阳"),
        ("331126", "庆元"),
        ("331127", "景宁"),
    ],
)
def test_places_of_the_seed_papers_are_known(code: str, name: str) -> None:
    assert regions.known(code)
    assert regions.name_of(code).startswith(name)


def test_eleven_cities_and_no_county_without_one() -> None:
    cities = [code for code in regions.REGIONS if regions.level_of(code) == "city"]
    assert len(cities) == 11
    assert {f"{code[:4]}00" for code in regions.REGIONS} - {"330000"} == set(cities)


def test_ninety_counties_are_in_force_today() -> None:
    counties = [
        code
        for code in regions.REGIONS
        if regions.level_of(code) == "county"
        and regions.name_of(code, date(2026, 1, 1))
        and code != regions.DEMO.code
    ]
    assert len(counties) == 90


def test_only_the_invented_district_is_for_demonstrations() -> None:
    assert [r.code for rows in regions.REGIONS.values() for r in rows if r.demo] == ["330199"]


@pytest.mark.parametrize(
    ("code", "level", "path"),
    [
        ("330000", "province", "33."),
        ("330100", "city", "33.01."),
        ("330199", "county", "33.01.99."),
    ],
)
def test_level_and_path(code: str, level: str, path: str) -> None:
    assert (regions.level_of(code), regions.path_of(code)) == (level, path)


def test_the_full_name_has_the_city_in_front() -> None:
    assert regions.full_name("330106") == "杭州市西湖区"
    assert regions.full_name("330199") == "临江区"
    assert regions.full_name("330100") == "杭州市"
