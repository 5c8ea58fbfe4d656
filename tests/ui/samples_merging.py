"""Sample contexts of the page on which one case is merged into another."""

from tests.ui import forms
from tests.ui.samples_desk import desk
from tests.ui.samples_talks import MAIN
from tests.ui.stage import rec

DOING = rec(kind="info", icon="check", label="工会已受理")
SCORE = rec(kind="warn", icon="star", label="等职工打分")
HERE = rec(
    id="1",
    number="LJ-261118-7K3QF",
    title="宿舍空调坏了没人修",
    line="LJ-261118-7K3QF · 百川纺织有限公司 · 劳动条件 · 11月18日 22:14",
    text="402 的空调只响不热，报修三天了，夜班睡不好。",
    status=DOING,
    answered=False,
)
LEAD = HERE | {"id": "2", "number": MAIN["number"], "title": MAIN["title"], "status": SCORE}
LIKELY = [
    rec(
        url="?main=2",
        title=MAIN["title"],
        line="LJ-261117-2Q9WK · 百川纺织有限公司 · 劳动条件 · 11月17日",
        text="三号楼一排空调都不热，楼道门还关不严。",
        status=DOING,
    ),
]
EMPTY = rec(case=HERE, main=None, why="", likely=[], answer="")


def merging(name, shown, form=None, number=""):
    """The page in one state."""
    context = {"merge": shown, "form": form, "number": number, "form_key": "k"}
    return desk(name, "feedback/desk/merge.html", **context)


PAGES = [
    merging("merge-choose", EMPTY | {"likely": LIKELY}),
    merging("merge-choose-empty", EMPTY | {"why": "没有找到这个编号"}, number="LJ-0"),
    merging("merge", EMPTY | {"main": LEAD}, forms.Merge()),
    merging("merge-error", EMPTY | {"main": LEAD | {"answered": True}}, forms.MergeAnswered({})),
]
