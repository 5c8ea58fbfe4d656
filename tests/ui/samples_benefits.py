"""Sample contexts of benefits. Everybody is invented."""

from __future__ import annotations

from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

NOW = [
    rec(id="o1", title="留岗过年大礼包", org="临江区总工会", when="1月20日 18:00"),
    rec(id="o2", title="家乡包裹", org="城东街道总工会", when="1月18日 20:00"),
]
SOON = [rec(id="o3", title="公园年票", org="临江区总工会", when="1月12日 09:00")]
MINE = [
    rec(title="夏日清凉包", number="K7QM-3XPA", code="7H2KQM", state="已取", when="7月3日 09:12")
]
NODES = [
    rec(
        name="临江区总工会",
        label="",
        depth=0,
        granted=40,
        left=38,
        claimed=2,
        held=0,
        borrow=False,
    ),
    rec(
        name="城东街道总工会",
        label="",
        depth=1,
        granted=330,
        left=12,
        claimed=317,
        held=1,
        borrow=True,
    ),
    rec(
        name="临江区总工会",
        label="慰问坚守岗位的环卫工",
        depth=1,
        granted=30,
        left=30,
        claimed=0,
        held=0,
        borrow=False,
    ),
]
STOCK = {
    "offer": rec(id="o1", title="留岗过年大礼包", state="open"),
    "total": rec(granted=400, left=80, claimed=319, held=1),
    "nodes": NODES,
}
LIST = {"tab": "services", "now": NOW, "soon": SOON, "mine": MINE}
PAGES = [
    Page("benefits", "benefits/list.html", LIST),
    Page("benefits-none", "benefits/list.html", LIST | {"now": [], "soon": [], "mine": []}),
    desk("benefits-stock", "benefits/desk/stock.html", **STOCK),
]
