"""Who answers a sample case: what the catalogue says, unions that talk it over, a main case."""

from tests.ui import forms
from tests.ui.stage import rec

ANSWERS = rec(
    name="青石镇总工会",
    reach="",
    why="写的是住宿、“空调”",
    source="区总工会 2026 年分工通知",
    own=False,
    to="7",
    reason="按清单",
    guide="",
)
TALK = rec(
    status=rec(kind="warn", icon="flag", label="等上级定"),
    giver="百川纺织有限公司工会",
    taker="青石镇总工会",
    decider="临江区总工会",
    line="临江区总工会要在11月24日前定下来",
    said=[
        rec(who="百川纺织有限公司工会", text="集宿区是镇里在管，厂里说了不算。"),
        rec(who="青石镇总工会", text="租约是厂里签的，该厂里先修。"),
    ],
)
TALKS = [
    rec(
        url="/desk/k7",
        number="LJ-261120-7K3QF",
        status=TALK["status"],
        line="百川纺织有限公司工会 → 青石镇总工会",
        said=TALK["said"],
        when="11月20日 09:12",
    ),
    rec(
        url="",
        number="",
        status=rec(kind="ok", icon="law", label="上级定了不转"),
        line="青石镇总工会 → 百川纺织有限公司工会",
        said=[rec(who="临江区总工会", text="宿舍归镇里的集宿区，镇里来办。")],
        when="11月12日 15:40",
    ),
]

MAIN = rec(url="/m", number="LJ-261117-2Q9WK", title="三号楼空调都不热")
OTHERS = [
    rec(url="/a", number="LJ-261118-7K3QF", title="宿舍空调坏了没人修"),
    rec(url="/b", number="LJ-261119-M4XD2", title="402 的空调只响不热"),
]
WAITING = rec(main=None, waiting=OTHERS)
UNMERGING = {
    "merged": rec(main=MAIN, waiting=[]),
    "unmerge_form": forms.Word({}, prefix="unmerge"),
    "open_form": "unmerge",
}
