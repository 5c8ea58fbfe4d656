"""Sample contexts of benefits. Everybody is invented."""

from __future__ import annotations

import segno

from niangjia.services.benefits import forms
from niangjia.services.benefits.forms.pictures import WordsForm
from niangjia.services.benefits.forms.quotas import MoveForm, PortionForm
from tests.ui.samples_desk import desk
from tests.ui.samples_files import picture
from tests.ui.stage import Page, rec


def shot(n: int, alt: str):
    """A photograph of an offer."""
    small = picture(50 + 20 * n)
    return rec(id=f"s{n}", alt=alt, url="/x", thumb=small, width=160, height=120)


SHOTS = [shot(1, "一箱六种年货，装在红盒子里"), shot(2, "打开的样子：米、油、糖果、红肠")]
NOW = [
    rec(
        id="o1",
        shot=SHOTS[0],
        title="留岗过年大礼包",
        org="临江区总工会",
        when="1月20日 18:00",
        left=188,
        counted=True,
        next="",
    ),
    rec(
        id="o2",
        shot=None,
        title="家乡包裹",
        org="城东街道总工会",
        when="1月18日 20:00",
        left=0,
        counted=True,
        next="",
    ),
    rec(
        id="o4",
        shot=None,
        title="困难帮扶",
        org="临江区总工会",
        when="1月31日 17:00",
        left=0,
        counted=False,
    ),
]
SOON = [
    rec(
        id="o3",
        shot=None,
        title="公园年票",
        org="临江区总工会",
        when="1月12日 09:00",
        left=40,
        counted=True,
        next="",
    )
]
GOT = rec(kind="ok", icon="check", label="已领到名额")
OWN = rec(id="c1", title="留岗过年大礼包", number="K7QM-3XPA", status=GOT, when="1月10日 09:00")
MINE = [
    OWN,
    OWN | {"id": "c2", "title": "夏日清凉包", "status": rec(kind="", icon="check", label="已取")},
]
PLACE = rec(
    id="w1",
    title="元宵汤圆礼盒",
    turn=False,
    before=6,
    until="1月18日 20:00",
    iso="2027-01-18T12:00:00+00:00",
    offer_id="o2",
    state="waiting",
)
TURN = PLACE | {"turn": True, "before": 0, "state": "offered"}
OFFER = {
    "offer": rec(
        id="o1",
        title="元宵汤圆礼盒",
        text="四种口味，约 1.2 公斤。\n带上取货码，任何一个服务驿站都能取。",
        org="临江区总工会",
        kind="物品",
        mode="先到先得",
        where="当河街道服务驿站，2 月 10 日至 15 日",
        opens="2月1日 09:00",
        closes="2月9日 20:00",
        iso="2027-02-01T01:00:00+00:00",
        soon=False,
        room=False,
        waiting=True,
    ),
    "stock": rec(left=188, all=1000, gone=812, line=0, next=None),
    "shots": [],
    "who": ["入会满 30 天", "每人总共 1 份"],
    "verdict": rec(ok=True, why=""),
    "own": None,
    "place": None,
    "step": "claim",
    "family": [],
    "me": "p1",
    "form_key": "k",
}
FAMILY = [("p2", "李秀英"), ("p3", "李大山")]
WHY = "入会满 30 天。入会满 30 天后可领：还差 4 天。"
OUT = {"stock": rec(left=0, all=1000, gone=1000, line=6, next=None)}
LATER = rec(when="2月3日 09:00", iso="2027-02-03T01:00:00+00:00", units=200)
FIRST_OUT = {"stock": OUT["stock"] | {"gone": 800, "line": 0, "next": LATER}}
CLAIM = {
    "claim": rec(
        id="c1",
        offer_id="o1",
        title="元宵汤圆礼盒",
        org="临江区总工会",
        name="李小河",
        number="K7QM-3XPA",
        code="7H2KQM",
        way="",
        status=GOT,
        state="granted",
        where="当河街道服务驿站，2 月 10 日至 15 日",
        proxy="",
        note="",
        together=False,
        shared=False,
        until="2月16日",
        collected="",
        may_cancel=True,
        may_send=True,
    ),
    "qr": segno.make("7H2KQM").svg_data_uri(scale=5),
    "form": forms.ProxyForm(),
    "form_key": "k",
    "family": [],
}
WITH = CLAIM["claim"] | {"together": True}
SHOWN = ("李秀英", "M2PX-77QD", "9K3TWA", segno.make("9K3TWA").svg_data_uri(scale=5))
NO = rec(kind="err", icon="close", label="没通过")
REFUSED = {"code": "", "state": "refused", "status": NO, "note": "名额先给了更困难的工友"}
DONE = CLAIM["claim"] | REFUSED | {"may_cancel": False, "may_send": False}
NODES = [
    rec(
        name="临江区总工会",
        label="",
        kind="share",
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
        kind="share",
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
        kind="reserve",
        depth=1,
        granted=30,
        left=30,
        claimed=0,
        held=0,
        borrow=False,
    ),
]
NODES.append(
    rec(
        name="城东街道总工会",
        label="2月3日 09:00 放出",
        kind="portion",
        depth=2,
        granted=200,
        left=200,
        claimed=0,
        held=0,
        borrow=False,
    )
)


def portion(n: int, when: str, state: dict[str, str], waits: bool = False):
    """A portion of an offer."""
    names = {"id": f"f{n}", "name": "城东街道总工会", "quantity": 200, "by": "周敏"}
    return rec(when=when, waits=waits, state=rec(**state), **names)


def line(verb: str, here: str, there: str, n: int, reason: str):
    """A line of the ledger."""
    ends = {"from": here, "to": there}
    return rec(at="1月9日 16:20", verb=verb, quantity=n, reason=reason, by="周敏", **ends)


CHOICES = [("n1", "临江区总工会（剩 38）"), ("n2", "城东街道总工会（剩 12）")]
WRONG = MoveForm({"move-verb": "move", "move-from_": "n1", "move-quantity": "3"}, nodes=CHOICES)
WRONG.is_valid()
STOCK = {
    "portions": [
        portion(1, "2月1日 09:00", {"kind": "ok", "icon": "check", "label": "放出来了"}),
        portion(
            2, "2月3日 09:00", {"kind": "warn", "icon": "clock", "label": "等着放"}, waits=True
        ),
    ],
    "lines": [
        line(
            "放出预留",
            "城东街道总工会 2月1日 09:00 放出",
            "城东街道总工会",
            200,
            "2月1日 09:00 放出",
        ),
        line("分给", "临江区总工会", "城东街道总工会", 330, "采购单 12 号"),
        line("入库", "", "临江区总工会", 400, "采购单 12 号"),
    ],
    "more_url": "",
    "move_form": MoveForm(nodes=CHOICES),
    "portion_form": PortionForm(nodes=CHOICES),
    "form_key": "k",
    "offer": rec(
        id="o1",
        title="留岗过年大礼包",
        state="open",
        draft=False,
        live=True,
        review=True,
        closes="2月9日 20:00",
    ),
    "total": rec(granted=400, left=80, claimed=319, held=1),
    "nodes": NODES,
}
ASKED = {
    "offer": rec(id="o1", title="困难帮扶", left=12),
    "asked": [
        rec(id="q1", name="李小河", number="K7QM-3XPA", when="1月10日 09:00", where="百川纺织工会"),
        rec(id="q2", name="王大海", number="R2LX-88HD", when="1月10日 09:04", where="城东街道"),
    ],
    "more_url": "?after=x",
    "form_key": "k",
}
BARE = WordsForm(ids=["s1", "s2"], words={"s1": SHOTS[0]["alt"], "s2": SHOTS[1]["alt"]})
NEW = WordsForm({"alt-s3": ""}, ids=["s3"], words={})
NEW.is_valid()
PICTURES = {
    "offer": rec(id="o1", title="留岗过年大礼包", draft=False, over=False),
    "room": 4,
    "form": BARE,
    "rows": BARE.rows({"s1": SHOTS[0], "s2": SHOTS[1]}),
    "new_form": None,
    "new_rows": [],
    "problems": [],
    "form_key": "k",
}
DESCRIBING = {
    "new_form": NEW,
    "new_rows": NEW.rows({"s3": shot(3, "照片 1/1")}),
    "problems": [
        "“IMG_7.heic”：这种苹果照片打不开，截个屏传上来就行；相机设置里选“兼容性最佳”也行"
    ],
}
MORE = "这一批领完了。下一批 2月3日 09:00 放出来，到时再来。"
HAMPERS = [rec(id="b1", title="新就业群体“六送”", org="临江区总工会", offers=6)]
LIST = {
    "tab": "services",
    "hampers": HAMPERS,
    "now": NOW,
    "soon": SOON,
    "mine": MINE,
    "places": [PLACE, TURN],
}
NOTHING = {"hampers": [], "now": [], "soon": [], "mine": [], "places": []}
SIX = [
    ("送清凉", "claim", 188, True),
    ("送健康", "claim", 0, False),
    ("送法律", "gone", 0, True),
    ("送岗位技能", "not", 60, True),
    ("送文化", "soon", 300, True),
    ("送保障", "own", 900, True),
]
HAMPER = {
    "hamper": rec(
        title="新就业群体“六送”", text="跑在路上的人，工会一样一样送到。", org="临江区总工会"
    ),
    "offers": [
        rec(
            id=f"o{n}",
            title=title,
            step=step,
            claim="c1" if step == "own" else None,
            left=left,
            counted=counted,
            opens="7月1日 09:00",
            closes="8月31日 20:00",
        )
        for n, (title, step, left, counted) in enumerate(SIX)
    ],
    "taken": 1,
}


def offer(name: str, **changes: object) -> Page:
    """The page of an offer in one of its states."""
    return Page(f"benefits-offer-{name}", "benefits/offer.html", OFFER | changes)


HALL = {"title": "留岗过年大礼包", "org": "临江区总工会", "opens": "1月20日 09:00", "ahead": 1}
LINKS = {"again": "?", "larger": "?size=elder", "calm": "?calm=1", "calmed": False}


def room(step: str, **changes: object) -> Page:
    """A page of the waiting room for one."""
    context = {"step": step, "id": "o1", "csrf_token": "t", "form_key": "k", **changes}
    return Page(f"benefits-room-{step}", "benefits/room.html", context)


def waits(step: str, **changes: object) -> Page:
    """A page of the waiting room for many."""
    return room(step, **HALL | LINKS | changes)


PAGES = [
    Page("benefits", "benefits/list.html", LIST),
    Page("benefits-hamper", "benefits/hamper.html", HAMPER),
    Page("benefits-none", "benefits/list.html", LIST | NOTHING),
    offer("open"),
    offer("shots", shots=SHOTS),
    offer("family", family=FAMILY),
    offer("soon", step="soon", offer=OFFER["offer"] | {"soon": True, "room": True}),
    offer("not", step="not", verdict=rec(ok=False, why=WHY)),
    offer("own", step="own", own=OWN),
    offer("wait", step="wait", **OUT),
    offer("turn", step="turn", place=TURN, **OUT),
    offer("later", step="gone", **FIRST_OUT),
    offer("room", step="room"),
    room("door"),
    room("passed"),
    room("claim"),
    waits("early"),
    waits("lots"),
    waits("line", ahead=3200, minutes=8),
    waits("in"),
    waits("gone"),
    waits("paused"),
    waits("over"),
    Page("benefits-claim", "benefits/claim.html", CLAIM),
    Page(
        "benefits-claim-family", "benefits/claim.html", CLAIM | {"claim": WITH, "family": [SHOWN]}
    ),
    Page("benefits-claim-no", "benefits/claim.html", CLAIM | {"claim": DONE, "qr": ""}),
    Page("benefits-place", "benefits/place.html", {"place": PLACE, "form_key": "k"}),
    Page("benefits-turn", "benefits/place.html", {"place": TURN, "form_key": "k"}),
    Page("benefits-gone", "benefits/gone.html", {"url": "/benefits/o1/", "said": MORE}),
    Page("benefits-no", "benefits/no.html", {"url": "/benefits/o1/", "said": WHY}),
    desk("benefits-asked", "benefits/desk/asked.html", **ASKED),
    desk("benefits-asked-none", "benefits/desk/asked.html", **ASKED | {"asked": []}),
    desk("benefits-stock", "benefits/desk/stock.html", **STOCK),
    desk("benefits-stock-wrong", "benefits/desk/stock.html", **STOCK | {"move_form": WRONG}),
    desk("benefits-pictures", "benefits/desk/pictures.html", **PICTURES),
    desk("benefits-pictures-new", "benefits/desk/pictures.html", **PICTURES | DESCRIBING),
    desk(
        "benefits-pictures-none",
        "benefits/desk/pictures.html",
        **PICTURES | {"rows": [], "room": 6},
    ),
]
