"""Sample contexts of visits and their receipts. Everybody is invented."""

from __future__ import annotations

from niangjia.services.benefits.forms import rolls as lists
from niangjia.services.benefits.forms import visits as forms
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

D = "benefits/desk"
OPEN = rec(kind="warn", icon="clock", label="等签收")
DONE = rec(kind="ok", icon="check", label="签收了")
WRONG = rec(kind="err", icon="alert", label="本人说不对")
SITE = rec(
    id="v1",
    campaign_id="c1",
    number="Z20260718-8A31F0",
    kind="site",
    where="南塘路环卫班组",
    people=26,
    day="7月18日",
    yuan="18,000",
    goods="绿豆汤、毛巾",
    visitors="赵晓燕、沈国平",
    by="赵晓燕",
    org="临江区总工会",
    step="signed",
    state=DONE,
    signer="孙班长",
    by_person=False,
    signed="7月18日 10:20",
    due="",
)
HOME = SITE | rec(
    id="v2",
    number="Z20260719-11C2D9",
    kind="home",
    where="到家里",
    people=1,
    day="7月19日",
    yuan="1,500",
    goods="米、油、被子",
    step="given",
    state=OPEN,
    signer="",
    signed="",
    due="7月26日",
)
DENIED = HOME | rec(id="v3", number="Z20260720-77E0A2", step="denied", state=WRONG)
TRACKS = [("00000000-0000-7000-8000-000000000001", "一线岗位")]
SUMS = rec(
    visits=14, people=409, signed=12, open=2, denied=0, yuan="210,350", booked="210,350", even=True
)
LIST = {
    "campaign": rec(id="c1", title="走访慰问一线职工和困难职工"),
    "sums": SUMS,
    "visits": [SITE, HOME],
    "form": forms.VisitForm(tracks=TRACKS, initial={"kind": "site"}),
    "more_url": None,
    "form_key": "k",
}
BAD = forms.VisitForm({"visit-kind": "home", "visit-yuan": "abc"}, tracks=TRACKS)
BAD.is_valid()
ONE = {
    "visit": SITE,
    "may_know": False,
    "whose": "",
    "signer_form": forms.SignerForm(),
    "form_key": "k",
}
MINE = {"visits": [HOME, DENIED, HOME | rec(step="signed", state=DONE, signed="7月19日 15:00")]}

COVERS = [
    rec(
        id="r1",
        title="会员意外和家财保障",
        why="意外身故、伤残最多十万元；家财最多两万元。出了事 48 小时内打 0599-8120001 报案。",
        source="临江财险，保单 LJ2026-8801",
        org="临江区总工会",
        since="5月1日",
        until="明年4月30日",
        holds=True,
        soon=False,
    )
]
HELP = rec(
    id="h1",
    kind="人受了伤、出了意外",
    day="10月17日",
    number="B20261018-5C21A0",
    state=rec(kind="ok", icon="clock", label="说赔了，等到账"),
)
NEW = lists.CoverForm({"title": ""})
NEW.is_valid()

PAGES = [
    Page("benefits-cover", "benefits/cover.html", {"covers": COVERS, "helps": [HELP]}),
    Page("benefits-cover-none", "benefits/cover.html", {"covers": [], "helps": []}),
    desk("visit-cover-new", f"{D}/cover_new.html", form=lists.CoverForm(), form_key="k"),
    desk("visit-cover-new-error", f"{D}/cover_new.html", form=NEW, form_key="k"),
    desk("visits", f"{D}/visits.html", **LIST),
    desk("visits-none", f"{D}/visits.html", **LIST | {"visits": []}),
    desk("visits-error", f"{D}/visits.html", **LIST | {"form": BAD}),
    desk("visit", f"{D}/visit.html", **ONE),
    desk("visit-home", f"{D}/visit.html", **ONE | {"visit": HOME, "may_know": True}),
    desk("visit-name", f"{D}/visit.html", **ONE | {"visit": DENIED, "whose": "王大海"}),
    Page("visit-print", f"{D}/visit_print.html", {"visit": SITE}),
    Page("benefits-visits", "benefits/visits.html", MINE | {"form_key": "k"}),
    Page("benefits-visits-none", "benefits/visits.html", {"visits": [], "form_key": "k"}),
]
