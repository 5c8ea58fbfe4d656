"""Forty invented firms of the district: what they do, how many they are, what their day is like.

Firm 0 is the one the demo accounts belong to. Headcounts are of employees, not of demo people.
"""

from dataclasses import dataclass

from niangjia.site.demo.codes import credit_code
from niangjia.site.demo.places import TOWNS, Place

UNION_FROM = 30  # employees: from here a firm has its own union in this district

INDUSTRIES: dict[str, str] = {
    "textile": "纺织服装",
    "machinery": "机械制造",
    "electronics": "电子装配",
    "food": "食品加工",
    "chemicals": "化工材料",
    "wood": "家具包装",
    "courier": "快递物流",
    "catering": "餐饮",
    "retail": "商超零售",
    "property": "物业保洁",
    "construction": "建筑园林",
    "care": "养老托育",
    "office": "软件客服",
    "bus": "公交客运",
}
WORKSHOPS = frozenset({"textile", "machinery", "electronics", "food", "chemicals", "wood"})
ROUND_THE_CLOCK = frozenset({"courier", "property", "care"})
LARGE_FROM = CANTEEN_FROM = 90
NIGHT_SHIFT_FROM = 80


@dataclass(frozen=True)
class Firm:
    """A firm: ``town`` indexes ``TOWNS``; ``dormitories`` counts its dormitory buildings."""

    short_code: str
    name: str
    short_name: str
    industry: str
    town: int
    headcount: int
    dormitories: int
    credit_code: str

    @property
    def place(self) -> Place:
        return TOWNS[self.town]

    @property
    def has_own_union(self) -> bool:
        return self.headcount >= UNION_FROM

    @property
    def traits(self) -> frozenset[str]:
        """What a matter may ask of a firm: workshop, canteen, night, dorm, large, big, small."""
        workshop = self.industry in WORKSHOPS
        facts = {
            "workshop": workshop,
            "canteen": workshop and self.headcount >= CANTEEN_FROM,
            "night": self.industry in ROUND_THE_CLOCK
            or (workshop and self.headcount >= NIGHT_SHIFT_FROM),
            "dorm": self.dormitories > 0,
            "big": self.has_own_union,
            "large": self.headcount >= LARGE_FROM,
            "small": not self.has_own_union,
        }
        return frozenset(name for name, true in facts.items() if true)


_ROWS: tuple[tuple[str, str, str, str, int, int, int], ...] = (
    ("BCFZ", "百川纺织有限公司", "百川", "textile", 0, 420, 3),
    ("ZYZZ", "织月针织有限公司", "织月", "textile", 5, 186, 1),
    ("JTYR", "锦汀印染有限公司", "锦汀", "textile", 6, 240, 2),
    ("QSJF", "青梭家纺有限公司", "青梭", "textile", 5, 95, 0),
    ("XMTY", "小满童衣制衣厂", "小满童衣", "textile", 6, 26, 0),
    ("LCJM", "砺川精密机械有限公司", "砺川", "machinery", 1, 310, 1),
    ("HXZC", "恒汐轴承有限公司", "恒汐", "machinery", 5, 158, 1),
    ("TSWJ", "铁榫五金制品厂", "铁榫", "machinery", 7, 24, 0),
    ("TLBF", "拓澜泵阀有限公司", "拓澜", "machinery", 1, 132, 0),
    ("DJKY", "渡江客运有限公司", "渡江客运", "bus", 3, 92, 0),
    ("LXGD", "灵犀光电器件有限公司", "灵犀", "electronics", 1, 365, 2),
    ("XDDZ", "芯渡电子有限公司", "芯渡", "electronics", 1, 204, 1),
    ("XAXS", "星岸线束有限公司", "星岸", "electronics", 2, 118, 1),
    ("YHZM", "萤舟智能照明有限公司", "萤舟", "electronics", 2, 58, 0),
    ("HLSP", "禾里食品有限公司", "禾里", "food", 6, 172, 1),
    ("DKSC", "渡口水产加工有限公司", "渡口水产", "food", 7, 88, 0),
    ("TXHB", "甜杏烘焙工坊", "甜杏", "food", 2, 27, 0),
    ("LHXC", "澜化新材料有限公司", "澜化", "chemicals", 7, 146, 1),
    ("CYTL", "彩屿涂料有限公司", "彩屿", "chemicals", 7, 64, 0),
    ("MYJJ", "木言家具有限公司", "木言", "wood", 6, 84, 0),
    ("FCBZ", "方寸包装有限公司", "方寸", "wood", 5, 52, 0),
    ("XYKD", "迅雁快递有限公司", "迅雁", "courier", 3, 230, 0),
    ("TQSY", "通衢速运有限公司", "通衢", "courier", 3, 98, 0),
    ("XMTP", "小马蹄同城配送有限公司", "小马蹄", "courier", 0, 145, 0),
    ("YSCC", "云梭仓储物流有限公司", "云梭", "courier", 3, 112, 0),
    ("SLYZ", "顺手代收快件服务部", "顺手代收", "courier", 4, 12, 0),
    ("YWJN", "一碗河鲜餐饮管理有限公司", "一碗河鲜", "catering", 0, 134, 0),
    ("YHJJ", "渔灯酒家餐饮有限公司", "渔灯酒家", "catering", 4, 46, 0),
    ("LZTM", "灶边面馆", "灶边面馆", "catering", 2, 9, 0),
    ("QTCD", "桥头茶点铺", "桥头茶点", "catering", 4, 14, 0),
    ("JJDC", "家渡连锁超市有限公司", "家渡超市", "retail", 0, 196, 0),
    ("YBWB", "月半湾百货有限公司", "月半湾", "retail", 4, 73, 0),
    ("LLXG", "巷口鲜果店", "巷口鲜果", "retail", 2, 8, 0),
    ("JYWY", "静檐物业服务有限公司", "静檐物业", "property", 0, 168, 0),
    ("CZBJ", "晨帚保洁服务有限公司", "晨帚保洁", "property", 4, 41, 0),
    ("PZJS", "磐桩建设工程有限公司", "磐桩", "construction", 3, 150, 1),
    ("LJYL", "绿脊园林工程队", "绿脊园林", "construction", 6, 22, 0),
    ("ALYY", "安澜颐养院", "安澜颐养院", "care", 4, 62, 0),
    ("SGTY", "拾光托育中心", "拾光托育", "care", 2, 18, 0),
    ("TLXX", "听澜信息服务有限公司", "听澜", "office", 0, 126, 0),
)

FIRMS: tuple[Firm, ...] = tuple(
    Firm(*row, credit_code=credit_code(serial)) for serial, row in enumerate(_ROWS, start=1)
)
