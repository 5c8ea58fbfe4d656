"""The places of the demo: one province, one invented city, one invented district, eight towns."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A place with its administrative code; ``parent`` is the code of the place above, or ''."""

    code: str
    name: str
    level: str  # province, city, county, street or town
    parent: str


PROVINCE = Place("33", "浙江省", "province", "")
CITY = Place("3301", "澜州市", "city", "33")
DISTRICT = Place("330199", "临江区", "county", "3301")

TOWNS: tuple[Place, ...] = (
    Place("330199001", "当河街道", "street", "330199"),
    Place("330199002", "云栈街道", "street", "330199"),
    Place("330199003", "柳埠街道", "street", "330199"),
    Place("330199004", "南塘街道", "street", "330199"),
    Place("330199005", "白鹭街道", "street", "330199"),
    Place("330199101", "石桥浦镇", "town", "330199"),
    Place("330199102", "青禾镇", "town", "330199"),
    Place("330199103", "望潮镇", "town", "330199"),
)

PLACES: tuple[Place, ...] = (PROVINCE, CITY, DISTRICT, *TOWNS)
