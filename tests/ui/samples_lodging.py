"""Sample contexts of emergency lodging. Everybody is invented."""

from __future__ import annotations

from niangjia.services.lodging import forms, rules
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec


def guest(n: int, name: str, room: str | None = "r1", wish: str = ""):
    """Somebody with or without a bed."""
    facts = {"gender": "男间", "bedding": n % 2 == 0, "wish": wish, "told": n == 1}
    return rec(id=f"g{n}", name=name, room=room, **facts)


ROOMS = [
    rec(
        id="r1",
        name="三楼活动室",
        gender="男间",
        beds=12,
        limit=14,
        free=10,
        guests=[guest(1, "陈建国"), guest(2, "王大海", wish="陈建国")],
    ),
    rec(id="r2", name="二楼阅览室", gender="女间", beds=10, limit=10, free=10, guests=[]),
]
RECEIPTS = [
    rec(id="c1", number="L20261120-9F2A-001", name="陈建国", signed="陈建国", by_guest=True),
    rec(id="c2", number="L20261120-9F2A-002", name="王大海", signed="陆秀英", by_guest=False),
    rec(id="c3", number="L20261120-9F2A-003", name="赵小芳", signed="", by_guest=False),
]
SUPPLY = rec(id="s1", name="折叠床", stock=31, handed=30, left=1, waiting=1, receipts=RECEIPTS)
ASKED = rec(kind="warn", icon="clock", label="等主席批")
DONE = rec(kind="ok", icon="check", label="批了")
COSTS = [
    rec(id="k1", title="折叠床", yuan="4500.00", by="周敏", decided="", asked=True, state=ASKED),
    rec(id="k2", title="被褥", yuan="900.00", by="周敏", decided="陆秀英", asked=False, state=DONE),
]
STAY = {
    "stay": rec(
        id="t1",
        title="水淹了路，回不了家",
        until="11月21日",
        bring="带工作证",
        running=True,
        survey="v1",
    ),
    "asked": 240,
    "answered": 61,
    "need": 30,
    "guests": 3,
    "untold": 2,
    "rooms": ROOMS,
    "loose": [guest(3, "李小河", room=None)],
    "choices": [("r1", "三楼活动室"), ("r2", "二楼阅览室")],
    "supplies": [SUPPLY],
    "costs": COSTS,
    "approved": "900.00",
    "fire": rules.FIRE,
    "apart": rules.APART,
}
FORMS = {
    "room_form": forms.RoomForm(),
    "supply_form": forms.SupplyForm(),
    "cost_form": forms.CostForm(),
    "may_approve": True,
    "form_key": "k",
}
BAD = {"room_form": forms.RoomForm({"name": "三楼活动室"})}
MATTERS = [("m1", "水淹了路，回不了家（30 人提到）"), ("m2", "停电了（6 人提到）")]
LIST = [
    rec(id="t1", title="水淹了路，回不了家", until="11月21日", running=True, guests=30),
    rec(id="t2", title="台风停班车", until="8月2日", running=False, guests=12),
]
MINE = rec(
    title="水淹了路，回不了家",
    org="百川纺织工会",
    until="11月21日",
    bring="带工作证",
    room="三楼活动室",
    receipts=RECEIPTS,
)
PAGES = [
    desk("lodging-list", "lodging/list.html", stays=LIST),
    desk("lodging-list-empty", "lodging/list.html", stays=[]),
    desk(
        "lodging-begin",
        "lodging/begin.html",
        form=forms.BeginForm(matters=MATTERS),
        any=True,
        form_key="k",
    ),
    desk(
        "lodging-begin-none",
        "lodging/begin.html",
        form=forms.BeginForm(matters=[]),
        any=False,
        form_key="k",
    ),
    desk("lodging-stay", "lodging/stay.html", **STAY | FORMS),
    desk("lodging-stay-error", "lodging/stay.html", **STAY | FORMS | BAD),
    Page("lodging-door", "lodging/print.html", STAY | {"store": False, "printed": "周敏打印"}),
    Page("lodging-store", "lodging/print.html", STAY | {"store": True, "printed": "周敏打印"}),
    Page("lodging-mine", "lodging/mine.html", {"tab": "me", "stays": [MINE, MINE | rec(room="")]}),
    Page("lodging-mine-empty", "lodging/mine.html", {"tab": "me", "stays": []}),
]
