"""The unions of the district: district, towns, enterprises, joint unions, industry unions."""

from dataclasses import dataclass

from niangjia.site.demo.firms import FIRMS
from niangjia.site.demo.places import CITY, DISTRICT, TOWNS


@dataclass(frozen=True)
class Union:
    """A union: ``parent`` is the key of the union above; ``firms`` are indexes it covers."""

    key: str
    name: str
    short_name: str
    kind: str  # city, district, town, enterprise, joint or industry
    place: str
    parent: str
    firms: tuple[int, ...] = ()


#: What the district set for itself.
DISTRICT_SETTINGS = {
    "brand": "临江工惠",
    "hotline": "0599-8123351",
    "services": {"mood_film": True},
}
CITY_UNION = Union("city", f"{CITY.name}总工会", "市总工会", "city", CITY.code, "")
DISTRICT_UNION = Union(
    "district", f"{DISTRICT.name}总工会", "区总工会", "district", DISTRICT.code, "city"
)
TOWN_UNIONS: tuple[Union, ...] = tuple(
    Union(f"town-{town.code}", f"{town.name}总工会", f"{town.name}工会", "town", town.code,
          "district")
    for town in TOWNS
)  # fmt: skip
ENTERPRISE_UNIONS: tuple[Union, ...] = tuple(
    Union(f"firm-{firm.short_code}", f"{firm.name}工会委员会", f"{firm.short_name}工会",
          "enterprise", firm.place.code, f"town-{firm.place.code}", (index,))
    for index, firm in enumerate(FIRMS) if firm.has_own_union
)  # fmt: skip


def _small_firms_in(town: str) -> tuple[int, ...]:
    return tuple(
        i for i, firm in enumerate(FIRMS) if firm.place.code == town and not firm.has_own_union
    )


_JOINT = (
    ("joint-lb", "柳埠商圈小微企业联合工会", "柳埠联合工会", "330199003"),
    ("joint-bl", "白鹭桥头小店联合工会", "白鹭联合工会", "330199005"),
    ("joint-qh", "青禾镇小微企业联合工会", "青禾联合工会", "330199102"),
    ("joint-wc", "望潮镇小微企业联合工会", "望潮联合工会", "330199103"),
)
JOINT_UNIONS: tuple[Union, ...] = tuple(
    Union(key, name, short, "joint", town, f"town-{town}", _small_firms_in(town))
    for key, name, short, town in _JOINT
)

_INDUSTRY = (
    ("trade-courier", "临江区快递行业工会联合会", "快递行业工会", "courier"),
    ("trade-catering", "临江区餐饮行业工会联合会", "餐饮行业工会", "catering"),
    ("trade-textile", "临江区纺织行业工会联合会", "纺织行业工会", "textile"),
)
INDUSTRY_UNIONS: tuple[Union, ...] = tuple(
    Union(key, name, short, "industry", DISTRICT.code, "district",
          tuple(i for i, firm in enumerate(FIRMS) if firm.industry == industry))
    for key, name, short, industry in _INDUSTRY
)  # fmt: skip

UNIONS: tuple[Union, ...] = (
    CITY_UNION, DISTRICT_UNION, *TOWN_UNIONS, *ENTERPRISE_UNIONS, *JOINT_UNIONS, *INDUSTRY_UNIONS,
)  # fmt: skip


def town_union_of(firm_index: int) -> Union:
    """Return the town or street union of the place where a firm stands."""
    return TOWN_UNIONS[FIRMS[firm_index].town]
