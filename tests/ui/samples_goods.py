"""Sample contexts of goods at points. Everybody is invented."""

from __future__ import annotations

from niangjia.kernel.offers.door import stock_rules
from niangjia.services.benefits import forms
from niangjia.services.benefits.queries.shown import sums
from tests.ui.samples_desk import desk
from tests.ui.samples_insight import firm
from tests.ui.stage import Page, rec

ALL = stock_rules.Sums(came=80_000, handed=18_500, offline=2_300, beyond=20, spoiled=60)
EAST = stock_rules.Sums(moved=30_000, handed=8_000, offline=2_300, beyond=20, spoiled=60)
WEST = stock_rules.Sums(moved=30_000, handed=6_500)
STORE = stock_rules.Sums(came=80_000, moved=-60_000, handed=4_000)


def goods(name: str, total: stock_rules.Sums, org: str = ""):
    """A kind of goods."""
    own = not org
    return rec(
        id=name, name=name, unit="份", cost="22.00", org=org, own=own, sums=rec(**sums(total))
    )


def part(id: str, point: str, org: str, total: stock_rules.Sums):
    """Some goods at one point."""
    return rec(id=id, point=point, org=org, **sums(total))


def point(name: str, icon: str, left: int, *, stale: bool = False, org: str = ""):
    """A point."""
    kind = {"truck": "高速卡口", "home": "工会大厅", "case": "仓库"}[icon]
    facts = {"kind": kind, "icon": icon, "address": "东港路 1 号", "hours": "8:00 到 20:00"}
    return rec(id=name, name=name, org=org, left=left, stale=stale, **facts)


PACK = goods("司机暖心包", ALL)
POINTS = [
    point("总仓", "case", 16_000),
    point("东港高速卡口", "truck", 21_960, stale=True),
    point("城东街道工会大厅", "home", 90, org="城东街道总工会"),
]
ITEMS = [("司机暖心包", "司机暖心包")]
PLACES = [("西山高速卡口", "西山高速卡口")]
LIST = {
    "goods": [PACK, goods("冬至饺子", stock_rules.Sums(came=500, handed=410), "临江区总工会")],
    "points": POINTS,
    "goods_form": forms.GoodsForm(),
    "point_form": forms.PointForm(),
    "open": "",
    "may_stock": True,
    "form_key": "k",
}
BAD = {"goods_form": forms.GoodsForm({"goods-unit": "份"}), "open": "goods"}


def shelf(left: int, day: str, stale: str = ""):
    """What stands of some goods."""
    kind, icon = {"": ("", ""), "soon": ("warn", "clock"), "gone": ("err", "alert")}[stale]
    return rec(left=left, day=day, stale=stale, kind=kind, icon=icon)


def line(verb: str, quantity: str, about: str, beyond: int = 0):
    """A line of the books."""
    who = {"at": "11月20日 09:12", "by": "周敏", "point": "东港高速卡口"}
    what = {"goods": "司机暖心包", "unit": "份", "quantity": quantity}
    return rec(verb=verb, about=about, beyond=beyond, **what, **who)


LINES = [
    line("断网补记", "-120", "高速上没信号", 20),
    line("发放", "-1", ""),
    line("报损", "-60", "淋湿了"),
    line("调入", "+30,000", "总仓"),
    line("收到", "+500", "爱心面包房 · 捐-0012"),
]
COMING = {"source": "purchase", "verb": "send"}


def at_point(data=None):
    """The forms of a point."""
    return {
        "in_form": forms.ReceiveForm(data, items=ITEMS, initial=COMING),
        "out_form": forms.MoveForm(items=ITEMS, points=PLACES, initial=COMING),
    }


POINT = {
    "point": POINTS[1],
    "stocks": [
        rec(
            item=goods("司机暖心包", EAST),
            shelves=[
                shelf(40, "11月19日", "gone"),
                shelf(900, "11月21日", "soon"),
                shelf(21_020, "12月30日"),
            ],
        ),
        rec(item=goods("口罩", stock_rules.Sums(came=9_000)), shelves=[shelf(9_000, "")]),
    ],
    "lines": LINES,
    "more_url": "?after=x",
    "may_stock": True,
    "form_key": "k",
}
SENT = {"in-item": "司机暖心包", "in-quantity": "500", "in-source": "donor"}
GATE = {
    "point": POINTS[1],
    "item": PACK,
    "left": 21_920,
    "stale": 40,
    "today": 128,
    "form": forms.PlateForm(),
    "done": "",
    "undo": "",
    "refused": "",
}
AGAIN = "这辆车今天领过了，明天再来就能领。"
ACCOUNT = {
    "item": PACK,
    "total": rec(**sums(ALL)),
    "parts": [
        part("总仓", "总仓", "临江区总工会", STORE),
        part("东港高速卡口", "东港高速卡口", "临江区总工会", EAST),
        part("西山高速卡口", "西山高速卡口", "临江区总工会", WEST),
    ],
    "days": [
        rec(point="东港高速卡口", day="11月20日", n=128),
        rec(point="西山高速卡口", day="11月20日", n=96),
    ],
    "signed": 39,
    "unsigned": 2,
    "yuan": "72,160.00",
}
STATES = {
    "handed": rec(kind="warn", icon="clock", label="等签收"),
    "signed": rec(kind="ok", icon="check", label="签收了"),
}


def slip(n: int, firm: str, state: str, signer: str = "", *, by_firm: bool = False):
    """A receipt of a firm."""
    what = {"goods": "夏日清凉包", "unit": "份", "quantity": 40, "yuan": "1,760.00"}
    when = {
        "at": "7月3日 09:10",
        "due": "7月10日 23:59",
        "signed": "7月4日 08:00" if signer else "",
    }
    said = {"signer": signer, "by_firm": by_firm, "by": "周敏", "own": True, "org": "临江区总工会"}
    number = f"W20260703-9F2A0{n}"
    facts = {"open": state == "handed", "state": STATES[state], "number": number}
    return rec(id=f"s{n}", firm=firm, **facts, **what, **when, **said)


SLIPS = [
    slip(1, "百川纺织有限公司", "handed"),
    slip(2, "蓝鲸装备有限公司", "signed", "何立", by_firm=True),
    slip(3, "云帆物流有限公司", "signed", "张师傅"),
]
SIGNING = {"form": forms.FirmForm(actor=None, points=PLACES), "may_stock": True, "form_key": "k"}
SIGNING["signer_form"] = forms.SignerForm()
NOTHING = {"slips": [], "signed": 0, "unsigned": 0, "yuan": "0.00"}

PAGES = [
    desk("goods-points", "benefits/desk/points.html", **LIST),
    desk("goods-points-error", "benefits/desk/points.html", **(LIST | BAD)),
    desk("goods-points-none", "benefits/desk/points.html", **(LIST | {"goods": [], "points": []})),
    desk("goods-point", "benefits/desk/point.html", **POINT, **at_point()),
    desk("goods-point-error", "benefits/desk/point.html", **POINT, **at_point(SENT)),
    desk("goods-gate", "benefits/desk/gate.html", **GATE),
    desk(
        "goods-gate-done", "benefits/desk/gate.html", **(GATE | {"done": "发出一份", "undo": "u"})
    ),
    desk("goods-gate-again", "benefits/desk/gate.html", **(GATE | {"refused": AGAIN})),
    desk("goods", "benefits/desk/goods.html", **ACCOUNT),
    desk("goods-books", "benefits/desk/books.html", item=PACK, lines=LINES, more_url=None),
    desk("goods-slips", "benefits/desk/slips.html", **ACCOUNT, slips=SLIPS, **SIGNING),
    desk("goods-slips-none", "benefits/desk/slips.html", **(ACCOUNT | NOTHING), **SIGNING),
    Page(
        "goods-print",
        "benefits/desk/goods_print.html",
        ACCOUNT | {"slips": SLIPS, "printed": "周敏 2026-11-20 10:30 打印"},
    ),
    firm("goods-firm", "benefits/firm/slips.html", slips=SLIPS, form_key="k"),
    firm("goods-firm-none", "benefits/firm/slips.html", slips=[], form_key="k"),
]
