"""Sample contexts of the three rates, in the room's own records."""

from __future__ import annotations

from datetime import date

from niangjia.kernel.insight import forms, records, words
from niangjia.kernel.insight.rules import Counts
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

GOOD = Counts(128, 4, 124, 119, 117, 92, 11, 6, 112, 87, 14)
POOR = Counts(41, 2, 39, 24, 38, 15, 4, 3, 33, 14, 9)
YOUNG = Counts(17, 0, 9, 9, 6, 4, 0, 0, 4, 4, 0)
ASIDE = "部分解决 11 件，讲清政策或指了路 6 件，到期没打分 14 件"
METHOD = list(words.METHOD)


def line(title: str, counts: Counts, **more: object) -> records.Line:
    """One row with all its rates."""
    return records.Line(title, counts.opened, words.shares(counts), aside=ASIDE, **more)  # type: ignore[arg-type]


def few(title: str) -> records.Line:
    """One row of too few."""
    return records.Line(title, 0, [words.unseen(key) for key in words.RATES], few=True)


def some(title: str) -> records.Line:
    """A quarter under way: one rate still has too few."""
    shares = [*words.shares(YOUNG)[:2], words.unseen("satisfaction")]
    return records.Line(title, 17, shares, running=True)


QUARTERS = [some("2026年第四季度"), line("2026年第三季度", GOOD), few("2026年第二季度")]
TOWNS = [line("东湖街道总工会", GOOD), few("临江镇总工会"), line("滨江工业园联合工会", POOR)]
UNTIL = date(2026, 11, 19)


def shown(**changes: object) -> records.Shown:
    """A union's public page."""
    fields = {
        "union": "临江区总工会",
        "code": "330199",
        "words": "第三季度夜班的饭提得最多，三家厂已经换了保温车。",
        "until": UNTIL,
        "quarters": QUARTERS,
        "league_title": "",
        "league": [],
    }
    return records.Shown(**(fields | changes))  # type: ignore[arg-type]


STARTS = [("2026-10-01", "2026年第四季度"), ("2026-07-01", "2026年第三季度")]
BOARDS = [line("福利待遇", GOOD), line("劳动条件", POOR), line("民主协商", YOUNG)]
FIRMS = [line("百川纺织有限公司", POOR), line("蓝鲸精密装备股份有限公司临江分公司", YOUNG)]
FOUND = records.Desk(UNTIL, QUARTERS, "2026年第三季度", "2026-07-01", STARTS, TOWNS, BOARDS, FIRMS)
NOW = rec(shown=True, words="", league=False, line="赵晓燕", code="330199")
RATES = {"method": METHOD, "code": "330199", "may_show": True}
PAGES = [
    Page("public-rates", "insight/public.html", {"shown": shown(), "method": METHOD}),
    Page(
        "public-rates-league",
        "insight/public.html",
        {"shown": shown(league_title="2026年第三季度", league=TOWNS, words=""), "method": METHOD},
    ),
    desk("insight-rates", "insight/rates.html", found=FOUND, **RATES),
    desk("insight-rates-empty", "insight/rates.html", found=records.EMPTY, **RATES | {"code": ""}),
    desk("insight-show", "insight/show.html", form=forms.ShowForm(), now=NOW, form_key="k"),
    desk(
        "insight-show-error",
        "insight/show.html",
        form=forms.ShowForm({"words": "长" * 301}),
        now=NOW,
        form_key="k",
    ),
]
