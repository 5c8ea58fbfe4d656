"""Sample contexts of campaigns, rules, lists and offers. Everybody is invented."""

from __future__ import annotations

from niangjia.services.benefits.forms import campaigns as money
from niangjia.services.benefits.forms import offering
from niangjia.services.benefits.forms import rolls as lists
from niangjia.services.benefits.forms.conditions import ConditionsForm, Ground, PaperForm
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

OK = rec(kind="ok", icon="check", label="在用")
NOW = rec(kind="info", icon="flag", label="正在做")
WAITS = rec(kind="warn", icon="clock", label="等主席批")
OPEN = rec(kind="ok", icon="gift", label="发放中")


def track(id, title, allotted, committed, spent, left, percent):
    """One track of the campaign."""
    return rec(
        id=id,
        title=title,
        allotted=allotted,
        committed=committed,
        spent=spent,
        left=left,
        percent=percent,
    )


TRACKS = [
    track("t1", "送文化", "150,000", "48,000", "48,000", "102,000", 32),
    track("t2", "送温暖", "400,000", "386,000", "201,500", "14,000", 96),
    track("t3", "送福利", "300,000", "165,200", "0", "134,800", 55),
    track("t4", "送培训", "100,000", "0", "0", "100,000", 0),
    track("t5", "送精神", "50,000", "12,000", "3,600", "38,000", 24),
]
CAMPAIGN = rec(
    id="c1",
    title="娘家人陪您过大年",
    text="留下来过年的，工会陪着：文化、温暖、福利、培训、精神，五样都送。",
    org="临江区总工会",
    basis="主席办公会第 3 号纪要",
    since="12月25日",
    until="2月28日",
    by="周敏",
    approved_by="高远",
    shared=True,
    step="running",
    state=NOW,
    own=True,
    budget="1,000,000",
    committed="611,200",
    spent="253,100",
    left="388,800",
    loose="",
    percent=61,
    tracks=TRACKS,
)
ITEMS = [
    rec(track="送温暖", title="留岗过年大礼包", committed="200,000", spent="0", open="200,000"),
    rec(track="送文化", title="年三十文艺演出", committed="48,000", spent="48,000", open="0"),
]
ENTRIES = [
    rec(
        at="11月20日 09:12",
        track="送文化",
        verb="付出",
        title="年三十文艺演出",
        amount="48,000",
        left="102,000",
        reason="发票 7 号",
        by="周敏",
    )
]
NAMED = [("t1", "送文化"), ("t2", "送温暖")]
MONEY = {
    "campaign": CAMPAIGN,
    "items": ITEMS,
    "things": [
        rec(id="o1", title="送清凉", granted=300, claimed=112, left=188, state=OPEN),
        rec(id="o2", title="送健康", granted=80, claimed=80, left=0, state=OPEN),
    ],
    "entries": ENTRIES,
    "promise_form": money.PromiseForm(tracks=NAMED),
    "pay_form": money.PayForm(items=[("t1:x", "送文化 · 年三十文艺演出")]),
    "shift_form": money.ShiftForm(tracks=NAMED),
    "change_form": money.ChangeForm(tracks=NAMED),
    "changes": [
        rec(
            at="1月6日 10:20",
            before="950,000",
            after="1,000,000",
            track="送温暖",
            paper="主席办公会第 5 号纪要",
            reason="留下来过年的比摸排时多",
            by="高远",
        )
    ],
    "may_approve": True,
    "form_key": "k",
}
OVER = money.PromiseForm(
    {"promise-line": "t2", "promise-title": "再买一批棉被", "promise-yuan": "20000"}, tracks=NAMED
)
OVER.is_valid()
OVER.add_error("yuan", "这条线只剩 14,000 元，不够用。少买一点，或者先从别的线调过来。")
ROLL = rec(
    id="r1",
    title="相对困难的留岗员工",
    why="镇街摸排出来、过年留在临江的",
    source="摸排表.xlsx",
    since="11月20日",
    until="",
    cover=False,
    people=400,
    need=412,
    by="周敏",
    approved_by="",
    step="draft",
    state=rec(kind="warn", icon="eye", label="等核对"),
)
LIST = {
    "roll": ROLL,
    "problems": [
        rec(row=7, words="李小河 139****0007", why="号码在名册里，名字对不上"),
        rec(row=31, words="王", why="姓名、手机号（或会员号）没有填全"),
    ],
    "names": [rec(person_id=f"p{n}", name=name, need=n) for n, name in enumerate("甲乙丙", 1)],
    "more_url": "?after=p3",
    "may_hand_over": True,
    "approve_form": lists.ApproveForm(),
    "add_form": lists.AddForm(),
    "form_key": "k",
}
CLAUSES = [
    rec(text="是工会会员", clause="慰问办法第三条", n=0, fails=0, only=0),
    rec(text="入会满 30 天", clause="慰问办法第三条", n=1, fails=214, only=37),
    rec(text="在名单“相对困难的留岗员工”上", clause="", n=2, fails=9388, only=9174),
]
PACK = rec(
    id="k1",
    title="留岗过年慰问",
    version=2,
    org="临江区总工会",
    source="临工发〔2026〕8 号",
    approved_by="主席办公会",
    approved_on="11月1日",
    since="11月5日",
    until="",
    now=True,
    clauses=CLAUSES,
    own=True,
)
GROUND = Ground(
    {"33.01.99.t1.": "城东街道总工会", "33.01.99.t2.": "白塘镇总工会"},
    {"r1": "相对困难的留岗员工"},
    lambda words: {},
)
STEPS = [
    rec(name=name, url="/desk/benefits/o1/", current=n == 1)
    for n, name in enumerate(("发什么", "谁能领", "什么时候", "几份、怎么分", "试一遍再发"))
]
STEP = {"steps": STEPS, "offer": rec(id="o1", title="留岗过年大礼包"), "form_key": "k"}
HINTS = offering.MODE_HINTS
UNIONS = [("u1", "城东街道总工会"), ("u2", "白塘镇总工会"), ("u3", "沙岸镇总工会")]
SHARES = {"total": "400", "reason": "采购单 12 号", "part-u1": "220", "part-u2": "180"}
MANY = offering.ManyForm(initial=SHARES, unions=UNIONS)
TOO_MANY = offering.ManyForm({**SHARES, "part-u3": "1"}, unions=UNIONS)
FILLS = [("heads", "按够条件的人数分"), ("r1", "按名单“相对困难的留岗员工”报的数分")]
REHEARSED = {
    "people": 9802,
    "may": 414,
    "share": 4,
    "clauses": CLAUSES,
    "units": 400,
    "later": 40,
    "nodes": [rec(name="临江区总工会", granted=0), rec(name="城东街道总工会", granted=220)],
    "handout": False,
    "wrong": "",
    "money": rec(name="娘家人陪您过大年 · 送温暖", cost="200,000", left="214,000", short=""),
}
SHORT = {
    "wrong": "这条线只剩 14,000 元，不够用。少买一点，或者先从别的线调过来。",
    "money": rec(name="娘家人陪您过大年 · 送温暖", cost="200,000", left="14,000", short="186,000"),
}
LIVE = {
    "offer": rec(
        id="o1",
        title="留岗过年大礼包",
        text="米五斤、油一桶、年货一份。",
        step="open",
        state=OPEN,
        mode="先到先得",
        opens="11月20日 09:00",
        closes="11月30日 18:00",
        soon=False,
        by="周敏",
        clauses=CLAUSES[:2],
        campaign="c1",
    ),
    "rows": [
        rec(name="城东街道总工会", granted=220, claimed=208, reached=190, left=12),
        rec(name="白塘镇总工会", granted=180, claimed=180, reached=121, left=0),
    ],
    "total": rec(granted=400, claimed=388, reached=311, left=12),
    "form_key": "k",
}
OFFERS = [
    rec(
        id="o1",
        title="留岗过年大礼包",
        draft=False,
        state=OPEN,
        when="11月30日 18:00",
        soon=False,
        granted=400,
        left=12,
    ),
    rec(
        id="o2",
        title="公园年票",
        draft=True,
        state=rec(kind="", icon="edit", label="草稿"),
        when="12月1日 09:00",
        soon=True,
        granted=0,
        left=0,
    ),
]
BEHIND = {
    "offer": rec(id="o1", title="留岗过年大礼包"),
    "title": "入会满 30 天",
    "may": False,
    "rows": [
        rec(
            name="陈晓",
            remedy="入会满 30 天后可领：还差 4 天",
            on="11月24日起就够了",
            others=0,
        ),
        rec(name="林一", remedy="先加入工会，入会满 30 天后可领", on="", others=2),
    ],
    "more_url": None,
}
D = "benefits/desk"
PAPER = {"old": None, "form": PaperForm(ground=GROUND), "form_key": "k"}
PLAN = money.CampaignForm(initial={"shared": True})
BAD_PLAN = money.CampaignForm({"title": "娘家人陪您过大年", "tracks": "送温暖两万"})
HEAD = lists.HeadForm(surveys=[("s1:q1", "要不要、要几份 · 要几份？")])
PAGES = [
    desk("offers-list", f"{D}/offers.html", offers=OFFERS, more_url=None),
    desk("offers-list-empty", f"{D}/offers.html", offers=[], more_url=None),
    desk("offers-live", f"{D}/offer.html", **LIVE),
    Page("offers-print", f"{D}/offer_print.html", LIVE | {"printed": "周敏打印"}),
    desk(
        "offers-what", f"{D}/offer_what.html", **STEP, hints=HINTS, form=offering.WhatForm(lines=[])
    ),
    desk(
        "offers-who",
        f"{D}/offer_who.html",
        **STEP,
        pick=offering.WhoForm(packs=[("k1", "留岗过年慰问")]),
        packs=[PACK],
        form=ConditionsForm(ground=GROUND, initial={"member": True}),
    ),
    desk("offers-when", f"{D}/offer_when.html", **STEP, form=offering.WhenForm()),
    desk(
        "offers-many",
        f"{D}/offer_many.html",
        **STEP,
        form=MANY,
        rows=MANY.rows(),
        fills=FILLS,
        fill="r1",
    ),
    desk(
        "offers-many-error",
        f"{D}/offer_many.html",
        **STEP,
        form=TOO_MANY,
        rows=TOO_MANY.rows(),
        fills=FILLS,
        fill="",
    ),
    desk("offers-check", f"{D}/offer_check.html", **STEP, **REHEARSED),
    desk("offers-check-error", f"{D}/offer_check.html", **STEP, **REHEARSED | SHORT),
    desk("offers-behind", f"{D}/offer_behind.html", **BEHIND),
    desk("campaigns", f"{D}/campaigns.html", campaigns=[CAMPAIGN]),
    desk("campaigns-empty", f"{D}/campaigns.html", campaigns=[]),
    desk("campaign-new", f"{D}/campaign_new.html", form=PLAN, form_key="k"),
    desk("campaign-new-error", f"{D}/campaign_new.html", form=BAD_PLAN, form_key="k"),
    desk("campaign", f"{D}/campaign.html", **MONEY),
    desk("campaign-error", f"{D}/campaign.html", **MONEY | {"promise_form": OVER}),
    desk(
        "campaign-draft",
        f"{D}/campaign.html",
        **MONEY | {"campaign": CAMPAIGN | rec(step="draft", state=WAITS), "items": []},
    ),
    Page("campaign-print", f"{D}/campaign_print.html", MONEY | {"printed": "周敏打印"}),
    desk("packs", f"{D}/packs.html", packs=[PACK]),
    desk("packs-empty", f"{D}/packs.html", packs=[]),
    desk("pack-new", f"{D}/pack_new.html", **PAPER),
    desk("rolls", f"{D}/rolls.html", rolls=[ROLL]),
    desk("rolls-empty", f"{D}/rolls.html", rolls=[]),
    desk("roll-new", f"{D}/roll_new.html", form=HEAD, form_key="k"),
    desk("roll", f"{D}/roll.html", **LIST),
]
