"""Places in the organisation tree: the letters of segments, what may stand under what. Pure.

province > city > county > town > grassroots | joint | industry; employers, providers and places
stand beside the unions of an area, never above or below one.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import regions
from niangjia.kernel.base.types import Verdict
from niangjia.kernel.base.wording import phrase

#: Levels whose place is their region code; the rest get a letter and a number.
REGIONAL = ("province", "city", "county")
#: Unions that cover an area and may have others beside them in it.
AREA = (*REGIONAL, "town")
LETTERS = {
    ("union", "town"): "t",
    ("union", "joint"): "j",
    ("union", "industry"): "i",
    ("union", "grassroots"): "u",
    ("employer", ""): "f",
    ("provider", ""): "p",
    ("place", ""): "x",
}
#: Level of a union -> levels it may stand under; "" is the top.
UNDER = {
    "province": ("",),
    "city": ("", "province"),
    "county": ("", "city"),
    "town": ("city", "county"),
    "joint": ("city", "county", "town", "industry"),
    "industry": AREA,
    "grassroots": (*AREA, "joint", "industry", "grassroots"),
}
PATH_LENGTH = 120
CODE_LENGTH = 20


def letter(kind: str, level: str) -> str:
    """The letter of a segment: t3, u12, j2, i1, f7, p1, x1."""
    return LETTERS[kind, level if kind == "union" else ""]


def place(kind: str, level: str, region: str, parent_path: str, number: int) -> str:
    """The path of a new organisation: its region's, or the parent's and a segment."""
    if kind == "union" and level in REGIONAL:
        return regions.path_of(region)
    return f"{parent_path}{letter(kind, level)}{number}."


def root_of(kind: str, level: str, path: str, parent_root: str) -> str:
    """Where upward sight stops: a county's own path, an area's above it, else the parent's root."""
    return path if kind == "union" and level in REGIONAL else parent_root


def code_of(root_region: str, path: str, root: str, region: str) -> str:
    """The code of an organisation that brings none: region, then its segments: 330199T3U12."""
    if path == root:
        return region
    return f"{root_region}{path[len(root) :].replace('.', '').upper()}"[-CODE_LENGTH:]


def may_stand(kind: str, level: str, parent: tuple[str, str] | None) -> Verdict:
    """Whether an organisation may stand under a parent given as (kind, level); None is the top."""
    if parent is not None and parent[0] != "union":
        return Verdict(False, reason=noop("上级要是一家工会"), remedy=noop("请选一家工会作上级"))
    above = parent[1] if parent else ""
    allowed = UNDER.get(level, ()) if kind == "union" else AREA
    if above in allowed:
        return Verdict(True)
    return Verdict(False, reason=_why(kind, above), remedy=_instead(kind, allowed))


def region_fits(kind: str, level: str, region: str, parent_path: str) -> Verdict:
    """Whether a region code belongs to a level, below the parent's region."""
    if kind != "union" or level not in REGIONAL:
        return Verdict(True)
    if len(region) != 6 or not region.isdigit() or regions.level_of(region) != level:
        return Verdict(
            False, reason=phrase("%(level)s要有对应的 6 位行政区划代码", level=[WORDS[level]])
        )
    if region.startswith("33") and not regions.known(region):
        return Verdict(False, reason=noop("浙江没有这个行政区划代码，请看看有没有抄错"))
    if not regions.path_of(region).startswith(parent_path):
        return Verdict(False, reason=noop("这个行政区划代码不在上级的地区里"))
    return Verdict(True)


WORDS = {
    "": noop("最上级"),
    "province": noop("省总工会"),
    "city": noop("市总工会"),
    "county": noop("区（县）总工会"),
    "town": noop("镇街工会"),
    "joint": noop("联合工会"),
    "industry": noop("行业工会"),
    "grassroots": noop("基层工会"),
}


def _why(kind: str, above: str) -> str:
    if kind != "union":
        return noop("单位和工会并排站在一个地区里，不放在企业工会下面")
    return phrase("这一级工会不能放在%(above)s下面", above=[WORDS[above]])


def _instead(kind: str, allowed: tuple[str, ...]) -> str:
    return phrase("可以放在：%(places)s", places=[WORDS[level] for level in allowed])


def within(path: str, top: str) -> bool:
    """True for `top` itself and everything below it."""
    return path.startswith(top)
