"""Region codes (GB/T 2260) of Zhejiang with the days they were in force.

A code is never forgotten: papers of 2019 speak of districts that a reform of 2021 ended. Days are
those of the State Council's reply or of the province's proclamation; open ends mean "as far back
as this table cares" and "still".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .clock import today


@dataclass(frozen=True, slots=True)
class Region:
    """One code with the name it had from `since` until `until` (both days counted)."""

    code: str
    name: str
    since: date | None = None
    until: date | None = None
    demo: bool = False

    def holds(self, on: date) -> bool:
        """True when the code was in force on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


#: Codes in force today without a change this table knows, a line for every city.
STANDING = """
330000 浙江省
330100 杭州市 330106 西湖区 330108 滨江区 330109 萧山区 330122 桐庐县 330127 淳安县 330182 建德市
330200 宁波市 330203 海曙区 330205 江北区 330206 北仑区 330211 镇海区 330212 鄞州区 330225 象山县
330226 宁海县 330281 余姚市 330282 慈溪市
330300 温州市 330302 鹿城区 330303 龙湾区 330304 瓯海区 330324 永嘉县 330326 平阳县 330327 苍南县
330328 文成县 330329 泰顺县 330381 瑞安市 330382 乐清市
330400 嘉兴市 330402 南湖区 330411 秀洲区 330421 嘉善县 330424 海盐县 330481 海宁市 330482 平湖市
330483 桐乡市
330500 湖州市 330502 吴兴区 330503 南浔区 330521 德清县 330522 长兴县 330523 安吉县
330600 绍兴市 330602 越城区 330624 新昌县 330681 诸暨市 330683 嵊州市
330700 金华市 330702 婺城区 330703 金东区 330723 武义县 330726 浦江县 330727 磐安县 330781 兰溪市
330782 义乌市 330783 东阳市 330784 永康市
330800 衢州市 330802 柯城区 330803 衢江区 330822 常山县 330824 开化县 330825 龙游县 330881 江山市
330900 舟山市 330902 定海区 330903 普陀区 330921 岱山县 330922 嵊泗县
331000 台州市 331002 椒江区 331003 黄岩区 331004 路桥区 331022 三门县 331023 天台县 331024 仙居县
331081 温岭市 331082 临海市
331100 丽水市 331102 莲都区 331121 青田县 331122 缙云县 331123 遂昌县 331124 松阳县 331125 云和县
331126 庆元县 331127 景宁畲族自治县 331181 龙泉市
"""

#: Hangzhou's reform, proclaimed on 9 April 2021.
HANGZHOU = date(2021, 4, 9)
#: code, name, first day, first day of whatever came after it.
CHANGED: tuple[tuple[str, str, date | None, date | None], ...] = (
    ("330102", "上城区", None, None),
    ("330103", "下城区", None, HANGZHOU),
    ("330104", "江干区", None, HANGZHOU),
    ("330105", "拱墅区", None, None),
    ("330110", "余杭区", None, None),
    ("330113", "临平区", HANGZHOU, None),
    ("330114", "钱塘区", HANGZHOU, None),
    ("330183", "富阳市", None, date(2014, 12, 13)),
    ("330111", "富阳区", date(2014, 12, 13), None),
    ("330185", "临安市", None, date(2017, 7, 18)),
    ("330112", "临安区", date(2017, 7, 18), None),
    ("330204", "江东区", None, date(2016, 9, 14)),
    ("330283", "奉化市", None, date(2016, 9, 14)),
    ("330213", "奉化区", date(2016, 9, 14), None),
    ("330322", "洞头县", None, date(2015, 7, 23)),
    ("330305", "洞头区", date(2015, 7, 23), None),
    ("330383", "龙港市", date(2019, 8, 16), None),
    ("330621", "绍兴县", None, date(2013, 10, 18)),
    ("330603", "柯桥区", date(2013, 10, 18), None),
    ("330682", "上虞市", None, date(2013, 10, 18)),
    ("330604", "上虞区", date(2013, 10, 18), None),
    ("331021", "玉环县", None, date(2017, 4, 9)),
    ("331083", "玉环市", date(2017, 4, 9), None),
)

#: Invented, for demonstrations and tests. No real county will carry it while 99 stays free.
DEMO = Region("330199", "临江区", demo=True)


def _standing() -> list[Region]:
    words = STANDING.split()
    return [Region(*pair) for pair in zip(words[::2], words[1::2], strict=True)]


def _changed() -> list[Region]:
    return [
        Region(code, name, since, date.fromordinal(after.toordinal() - 1) if after else None)
        for code, name, since, after in CHANGED
    ]


def _table() -> dict[str, list[Region]]:
    found: dict[str, list[Region]] = {}
    for region in [*_standing(), *_changed(), DEMO]:
        found.setdefault(region.code, []).append(region)
    return found


REGIONS = _table()


def name_of(code: str, on: date | None = None) -> str:
    """The name a code had on a day (default: today); "" when it was not in force."""
    day = on or today()
    return next((r.name for r in REGIONS.get(code, []) if r.holds(day)), "")


def known(code: str) -> bool:
    """True for a code in the table, whether or not it is still in force."""
    return code in REGIONS


def level_of(code: str) -> str:
    """province, city or county, by the zeroes at the end."""
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "county"


def path_of(code: str) -> str:
    """The place in the tree a region's union has: 330199 is 33.01.99., 330100 is 33.01."""
    pairs = [code[i : i + 2] for i in (0, 2, 4)]
    return "".join(f"{pair}." for pair in pairs if pair != "00")


def full_name(code: str, on: date | None = None) -> str:
    """City and county together: 杭州市临江区."""
    if code == DEMO.code or level_of(code) != "county":
        return name_of(code, on)
    city = name_of(f"{code[:4]}00", on)
    return city + name_of(code, on)
