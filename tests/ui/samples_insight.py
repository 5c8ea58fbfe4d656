"""Sample contexts of the three rates, in the room's own records."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from niangjia.kernel.insight import forms, records, words
from niangjia.kernel.insight.rules import Counts
from tests.ui.samples_desk import desk
from tests.ui.samples_worker import HAT
from tests.ui.stage import Page, engine, rec

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
RATES = {
    "method": METHOD,
    "code": "330199",
    "may_show": True,
    "write_url": "/page",
}
ID = "01a2b3c4-0000-7000-8000-000000000001"
TITLE = "2026年第三季度职工满意度情况通报"
LISTED = [
    rec(id=ID, title=TITLE, line="临江区总工会 · 11月8日 09:30", state="已公开"),
    rec(id=ID, title=TITLE, line="临江区总工会 · 11月2日 15:00", state="草稿"),
]
PERIODS = [("2026-07-01/3", "2026年第三季度"), ("2026-10-01/1", "2026年10月")]
WORDS = {
    "overall": "临江区总工会收到职工点评 128 件，其中撤回 4 件。\n比上一期多 12 件。",
    "spread": "按方面看：福利待遇 57 件，劳动条件 48 件，民主协商 23 件。",
    "problems": "提得最多的方面是福利待遇。\n没有按时回应的 5 件。",
    "advice": "建议：到期没打分的，请没经手的回访人打电话问一问，别让沉默当成满意。",
    "further": "",
}
ANSWERS = [
    rec(firm="百川纺织有限公司", text="夜宵车十一月起每晚两趟。", line="11月6日 10:12"),
    rec(firm="蓝鲸精密装备股份有限公司临江分公司", text="", line="还没答复"),
]


def working(state: str, word: str, name: str = "", **more: object) -> Page:
    """A bulletin at the desk."""
    fields = {"id": ID, "title": TITLE, "state": state, "state_word": word, "due": "", "why": ""}
    rest = {"sections": WORDS, "answers": [], "versions": [], "may_publish": False}
    rest |= {"missing": "", "days": "2026年7月1日至9月12日", "advice": []}
    return desk(
        f"insight-bulletin-{name or state}",
        "insight/bulletin_desk.html",
        found=rec(**(fields | rest | more)),
        form=forms.WordsForm(initial=WORDS),
        form_key="k",
    )


def blocks() -> list[object]:
    """The document's blocks as its page draws them."""
    heads = ("方面", "件数", "响应率", "解决率", "满意率")
    rows = (
        ("福利待遇", "57", "96%", "78.6%", "77.7%"),
        ("民主协商", "太少，不公布", "—", "—", "—"),
    )
    picture = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
    table = {"kind": "table", "caption": "各个方面", "head": heads, "rows": rows, "numbers": {1, 2}}
    return [
        {"kind": "heading", "level": 1, "text": "一、总体情况"},
        {"kind": "para", "small": False, "plain": False, "text": WORDS["overall"]},
        table,
        {
            "kind": "figure",
            "image": picture,
            "alt": "福利待遇 78.6%",
            "caption": "各个方面的解决率",
        },
        {"kind": "heading", "level": 1, "text": "怎么算的"},
        {"kind": "numbered", "start": 1, "items": METHOD},
    ]


def document() -> str:
    """A bulletin as its pages show it."""
    sign = rec(name="临江区总工会", day="2026年11月8日", lines=())
    head = {"official": False, "issuer": "临江区总工会", "number": "", "salutation": "", "to": ""}
    paper = rec(title=TITLE, sign=sign, foot="", **head)
    return engine().get_template("papers/paper.html").render({"paper": paper, "blocks": blocks()})


def part(**more: object) -> object:
    """What a firm reads of itself."""
    fields = {"id": ID, "title": TITLE, "union": "临江区总工会", "opened": 40, "reply": ""}
    rest = {"shares": words.shares(POOR), "due": "11月15日 23:59", "open": True}
    return rec(**(fields | rest | {"line": "11月15日 23:59前可以答复"} | more))


def firm(name: str, template: str, **context: object) -> Page:
    """A page of the firm."""
    return Page(name, template, {"capacity": HAT} | context)


OVER = part(open=False, reply="夜宵车十一月起每晚两趟。", line="答复的期限过了")
ASKED = {"form": forms.ReplyForm(), "form_key": "k"}
CHOICES = forms.Choices(
    PERIODS, [("1", "当河街道总工会")], [("纺织", "纺织")], {"百川纺织有限公司": UUID(int=1)}
)
SENTENCE = "答复以前先打个电话，问问这样办行不行。"
ADVICE_LINE = rec(
    id=ID,
    measure="satisfaction",
    text=SENTENCE,
    line="低于 90% 时说 · 临江区总工会 · 周敏",
    own=True,
)
MEASURES = [
    rec(key="satisfaction", title="满意率低的时候", lines=[ADVICE_LINE], house=""),
    rec(
        key="silent", title="有人到期没打分的时候", lines=[], house="请没经手的回访人打电话问一问。"
    ),
]


def advice(name: str, **more: object) -> Page:
    """The list of advice."""
    fields = {"form": forms.AdviceForm(), "measures": MEASURES, "advice_id": "", "form_key": "k"}
    return desk(name, "insight/advice.html", **(fields | more))


ASKING = {"period": "own", "since": "2026-07-01", "until": "2026-06-01", "level": "firms"}
BULLETINS = [
    advice("insight-advice"),
    advice("insight-advice-error", form=forms.AdviceForm({})),
    advice("insight-advice-edit", measures=[], advice_id=ID),
    desk(
        "insight-bulletins-error",
        "insight/bulletins_desk.html",
        rows=LISTED,
        periods=PERIODS,
        form=forms.DraftForm(ASKING, choices=CHOICES),
        form_key="k",
    ),
    working("draft", "草稿", name="counting", missing="counting"),
    working("draft", "草稿", name="exposed", missing="exposed"),
    working("draft", "草稿", name="advised", advice=[SENTENCE]),
    desk(
        "insight-bulletins",
        "insight/bulletins_desk.html",
        rows=LISTED,
        periods=PERIODS,
        form=forms.DraftForm(choices=CHOICES),
        form_key="k",
    ),
    desk(
        "insight-bulletins-none",
        "insight/bulletins_desk.html",
        rows=[],
        periods=[],
        form=forms.DraftForm(choices=forms.Choices([])),
        form_key="k",
    ),
    working("draft", "草稿", due="11月22日 23:59", versions=["11月8日 09:30 赵晓燕"]),
    working("replying", "等单位答复", due="11月15日 23:59", answers=ANSWERS, why="还有单位没答复"),
    working("published", "已公开", answers=ANSWERS),
    Page("bulletins", "insight/bulletins.html", {"rows": LISTED[:1]}),
    Page("bulletins-none", "insight/bulletins.html", {"rows": []}),
    Page("bulletin", "insight/bulletin.html", {"title": TITLE, "paper": document(), "id": ID}),
    firm("firm-parts", "insight/firm_parts.html", parts=[part(), OVER]),
    firm("firm-parts-none", "insight/firm_parts.html", parts=[]),
    firm("firm-part", "insight/firm_part.html", part=part(), **ASKED),
    firm("firm-part-over", "insight/firm_part.html", part=OVER, **ASKED),
]
PAGES = [
    *BULLETINS,
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
