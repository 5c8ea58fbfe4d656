"""Sample contexts of the counter, of voucher codes and of parcels. Everybody is invented."""

from __future__ import annotations

import segno

from niangjia.kernel.offers import parcel_rules
from niangjia.services.benefits import forms
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

OFFER = rec(id="o1", title="留岗过年大礼包", where="城东街道工会大厅，周一到周六 9:00 到 17:00")
COUNTERS = [
    rec(id="o1", title="留岗过年大礼包", org="", waits=188, collected=212),
    rec(id="o2", title="元宵汤圆", org="临江区总工会", waits=40, collected=0),
]
POINTS = [("p1", "城东街道工会大厅")]


def found(state: str, label: str, proxy: str = ""):
    """A claim at the counter."""
    done = state == "collected"
    who = {"name": "陈建国", "number": "K7QM-3XPA", "employer": "百川纺织有限公司"}
    when = {"when": "1月19日 09:12" if done else "", "by": "周敏" if done else "", "proxy": proxy}
    facts = {"phone": "138****0001", "waits": state == "ready", "collected": done}
    return rec(id="c1", state=label, **who, **facts, **when)


COUNTER = {
    "offer": OFFER,
    "waits": 188,
    "done": 212,
    "points": POINTS,
    "by_point": True,
    "form": forms.CodeForm(),
    "hand_form": forms.HandForm(points=POINTS),
    "claim": None,
    "form_key": "k",
}
LINES = [
    rec(
        name=name,
        number=f"K7QM-3XP{n}",
        employer="百川纺织有限公司",
        state="已取" if n < 2 else "可以来取",
        proxy="李四" if n == 1 else "",
        when="1月19日 09:12" if n < 2 else "",
        signed="周敏" if n < 2 else "",
    )
    for n, name in enumerate(("陈建国", "王大海", "赵小芳", "李小河"))
]
LIST = {"offer": OFFER, "waits": 188, "done": 212, "lines": LINES, "more_url": None}
PRINTED = "周敏 2026-11-20 10:30 打印"


def counts(pool: int, issued: int, seen: int, redeemed: int, expired: int, stray: int = 0):
    """Where codes stand."""
    left = {"redeemed": redeemed, "expired": expired, "stray": stray}
    return rec(pool=pool, issued=issued, seen=seen, **left)


BATCHES = [
    rec(
        id="b1",
        supplier="听书网",
        file="听书季卡-第二批.xlsx",
        until="3月31日",
        price="19.90",
        taken=500,
        lines=502,
        done=502,
        percent=100,
        waits=False,
        stopped="",
        bad=[rec(line=17, why="和前面的一行重复"), rec(line=203, why="已经过期了")],
        bad_count=2,
        by="周敏",
        at="1月5日 10:20",
        counts=counts(120, 200, 160, 178, 2),
        owed="3,542.20",
    )
]
CODES = {
    "offer": rec(id="o3", title="听书会员季卡"),
    "total": counts(120, 200, 160, 178, 2, 1),
    "owed": "3,542.20",
    "batches": BATCHES,
    "form": forms.DeliveryForm(),
    "used_form": forms.UsedForm(),
    "told": None,
    "form_key": "k",
}
UNDER_WAY = BATCHES[0] | {"lines": 20_000, "done": 8_000, "percent": 40, "waits": True}
NO_MONEY = "这条线只剩 10 元，不够用。少买一点，或者先从别的线调过来。"
STOPPED = UNDER_WAY | {"stopped": NO_MONEY}


def delivery(name: str, batch: dict[str, object]) -> Page:
    """The page of one delivery."""
    more = {"offer": CODES["offer"], "batch": batch, "form_key": "k"}
    return desk(f"delivery{name}", "benefits/desk/delivery.html", **more)


TOLD = rec(
    done=37, again=2, late=1, stray=[14], unknown=[20, 21], bad=[rec(line=9, why="这一行没有券码")]
)
NO_CODES = {"batches": [], "total": counts(0, 0, 0, 0, 0), "owed": "0.00"}
HOW = rec(courier="顺达", kilos="10", yuan="35.00", bring="1月18日前拿到工会一楼")
SENT = [
    rec(courier="顺达", waybill="SD12345678", kilos="9.8", sent="1月15日 14:00", came=True),
    rec(courier="顺达", waybill="SD12345679", kilos="", sent="1月16日 09:30", came=False),
]
FORBIDDEN = {"prohibited": list(parcel_rules.PROHIBITED), "clause": parcel_rules.FORBIDDEN}
PARCELS = {
    "offer": rec(id="o2", title="家乡包裹"),
    "how": HOW,
    "silent": 4,
    "ready": 12,
    "sent": 30,
    "came": 6,
    "owed": "1,260.00",
    "newest": SENT,
    "how_form": forms.PostingForm(),
    "one_form": forms.WaybillForm(),
    "list_form": forms.WaybillsForm(),
    "form_key": "k",
    **FORBIDDEN,
}
TO = rec(
    name="王秀英", phone="13900001234", region="贵州省毕节市", street="石门乡三组", holds="衣服"
)
LABELS = [rec(number="K7QM-3XPA", to=TO), rec(number="K7QM-3XPB", to=TO)]


def address(open_: bool, sent: bool, parcel=None, data=None) -> dict[str, object]:
    """A parcel as its person sees it."""
    claim = rec(id="c1", title="家乡包裹", number="K7QM-3XPA", open=open_, sent=sent)
    form = forms.AddressForm(data)
    rest = {"to": None if open_ else TO, "parcel": parcel, "how": HOW, "form_key": "k"}
    return {"claim": claim, "form": form, **rest, **FORBIDDEN}


def code(text: str, *, issued: bool, redeemed: bool = False, over: bool = False):
    """A voucher code as its holder sees it."""
    picture = segno.make(text).svg_data_uri(scale=5) if text else ""
    state = {"issued": issued, "redeemed": redeemed, "over": over}
    return {"claim_id": "c1", "text": text, "qr": picture, "until": "3月31日", **state}


PAGES = [
    desk("handout-counters", "benefits/desk/counters.html", counters=COUNTERS, may_stock=True),
    desk("handout-none", "benefits/desk/counters.html", counters=[], may_stock=True),
    desk("handout-counter", "benefits/desk/counter.html", **COUNTER),
    desk(
        "handout-found",
        "benefits/desk/counter.html",
        **(COUNTER | {"claim": found("ready", "可以来取")}),
    ),
    desk(
        "handout-done",
        "benefits/desk/counter.html",
        **(COUNTER | {"claim": found("collected", "已取", "李四")}),
    ),
    desk("handout-list", "benefits/desk/pick_list.html", **LIST),
    Page(
        "handout-print",
        "benefits/desk/pick_print.html",
        LIST | {"labels": False, "printed": PRINTED},
    ),
    Page(
        "handout-labels",
        "benefits/desk/pick_print.html",
        LIST | {"labels": True, "printed": PRINTED},
    ),
    desk(
        "codes-list",
        "benefits/desk/codes_list.html",
        offers=[rec(id="o3", title="听书会员季卡", state="发放中")],
    ),
    desk("codes", "benefits/desk/codes.html", **CODES),
    desk("codes-way", "benefits/desk/codes.html", **(CODES | {"batches": [UNDER_WAY, STOPPED]})),
    delivery("", UNDER_WAY),
    delivery("-stopped", STOPPED),
    delivery("-done", BATCHES[0]),
    desk("codes-told", "benefits/desk/codes.html", **(CODES | {"told": TOLD})),
    desk("codes-none", "benefits/desk/codes.html", **(CODES | NO_CODES)),
    desk(
        "parcels-list",
        "benefits/desk/parcels_list.html",
        offers=[rec(id="o2", title="家乡包裹", state="发放中")],
    ),
    desk("parcels", "benefits/desk/parcels.html", **PARCELS),
    desk("parcels-new", "benefits/desk/parcels.html", **(PARCELS | {"how": None, "newest": []})),
    Page(
        "parcels-labels",
        "benefits/desk/labels.html",
        {"offer": OFFER, "labels": LABELS, "org": "临江区总工会", "printed": PRINTED},
    ),
    Page("benefits-code", "benefits/code.html", code("", issued=True)),
    Page("benefits-code-open", "benefits/code.html", code("TS0001-AB12", issued=True)),
    Page("benefits-address", "benefits/address.html", address(True, False)),
    Page(
        "benefits-address-error",
        "benefits/address.html",
        address(True, False, data={"name": "王秀英", "phone": "12"}),
    ),
    Page("benefits-address-sent", "benefits/address.html", address(False, True, SENT[1])),
]
