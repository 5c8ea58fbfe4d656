"""Sample contexts of the catalogue of who answers what. Everybody and everything is invented."""

from tests.ui import forms
from tests.ui.samples_desk import desk
from tests.ui.samples_talks import ANSWERS
from tests.ui.stage import rec

ROWS = [
    rec(
        id="1",
        about="劳动条件、工资发放、“欠薪”",
        name="临江区劳动监察大队",
        reach="12333 · 带上合同和工资条，到政务中心二楼",
        line="临江区总工会 · 区总工会 2026 年分工通知 · 2026年1月1日起",
        mine=True,
    ),
    rec(
        id="2",
        about="住宿、“集宿区”",
        name="青石镇总工会",
        reach="",
        line="临江区总工会 · 区总工会 2026 年分工通知 · 2026年1月1日起",
        mine=False,
    ),
]
BOARDS = [
    rec(value="", label="—", selected=True),
    rec(value="welfare", label="福利待遇", selected=False),
]


def catalogue(name, form, **context):
    """The page with its three parts."""
    common = {"rows": ROWS, "form": form, "form_key": "k", "text": "", "boards": BOARDS}
    empty = {"tried": False, "answers": None}
    common["standing_in"] = ["周敏请假，到11月27日手上的事由沈国平接着办"]
    return desk(name, "feedback/desk/duties.html", **(common | empty | context))


STANDING_IN = [
    rec(
        id="1",
        title="周敏请假，沈国平代班",
        line="11月23日到11月27日 · 周敏定的",
        status=rec(kind="info", icon="users", label="正在代班"),
        may_end=True,
    ),
    rec(
        id="2",
        title="沈国平请假，周敏代班",
        line="10月12日到10月16日 · 陆秀英定的",
        status=rec(kind="", icon="check", label="结束了"),
        may_end=False,
    ),
]


def standing_in(name, form, rows, alone=False):
    """The page of who is away."""
    context = {"rows": rows, "form": form, "alone": alone, "form_key": "k"}
    return desk(name, "feedback/desk/deputies.html", **context)


PAGES = [
    standing_in("deputies", forms.Deputy(), STANDING_IN),
    standing_in("deputies-error", forms.Deputy({}), STANDING_IN),
    standing_in("deputies-alone", forms.Deputy(), [], alone=True),
    catalogue("duties", forms.Duty(), text="集宿区空调坏了", tried=True, answers=ANSWERS),
    catalogue("duties-error", forms.Duty({}), rows=[], text="你好", tried=True),
]
