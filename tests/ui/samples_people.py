"""Sample contexts of the directory and of imports. Everybody and everything is invented."""

from tests.ui import forms
from tests.ui.samples_desk import DESK, desk
from tests.ui.samples_worker import BACK
from tests.ui.stage import Page, rec

GOOD = rec(kind="ok", icon="check", label="正常")
ORGS = [
    rec(
        url="/o",
        name="百川纺织有限公司工会",
        code="330199-0012",
        kind_label="企业工会",
        parent="当河街道总工会",
        people_text="286 人",
        state=GOOD,
    ),
    rec(
        url="/o",
        name="临江快递行业联合工会",
        code="330199-0031",
        kind_label="行业工会",
        parent="临江区总工会",
        people_text="612 人",
        state=GOOD,
    ),
]
PEOPLE = [
    rec(
        url="/p",
        name="李建国",
        phone_masked="138 •••• 0001",
        org="百川纺织有限公司工会",
        post="会员",
        state=GOOD,
    )
]
DIRECTORY = {"desk": DESK, "q": "", "scope": "我管的：临江区总工会及下级", "more_url": "/m"}
DIRECTORY |= {"can": rec(add=True, bring=True)}
ORG = {
    "desk": DESK,
    "org": rec(
        id="o1",
        name="百川纺织有限公司工会",
        kind="union",
        kind_label="基层工会",
        state=GOOD,
        facts=[
            rec(label="层级", text="基层工会", url="", number=False, state=None),
            rec(label="代码", text="330199T1U1", url="", number=True, state=None),
            rec(label="上级", text="当河街道总工会", url="/o", number=False, state=None),
            rec(label="状态", text="", url="", number=False, state=GOOD),
        ],
    ),
    "trail": [rec(url="/o", name="临江区总工会"), rec(url="/o", name="当河街道总工会")],
    "children": [rec(url="/o", name="织造车间分会", kind_label="分会")],
    "children_more": None,
    "posts": [
        rec(
            id="a",
            url="/p",
            person="周敏",
            post="工会主席",
            since_text="2023-05-01 起",
            can_end=True,
        )
    ],
    "switches": [
        rec(
            key="feedback",
            icon="star",
            group="voice",
            label="职工点评",
            hint="跟随临江区总工会：开",
            value="inherit",
            note="",
        ),
        rec(
            key="mood_film",
            icon="smile",
            group="mind",
            label="心情自测里的录像",
            hint="跟随临江区总工会：关",
            value="inherit",
            note="打开前先做个人信息保护影响评估，留档三年（个人信息保护法第 55、56 条）。",
        ),
    ],
    "brand_form": forms.Brand(),
    "brand_hints": rec(name="现在是“娘家”", hotline="现在是 0571-12351", accent="现在是 #C2382B"),
    "can": rec(edit=True, appoint=True, switch=True),
}
PERSON = {
    "desk": DESK,
    "person": rec(
        id="p1",
        name="李建国",
        phone_masked="138 •••• 0001",
        level_label="已核身份",
        number="3301 •••• 0427",
        state=GOOD,
    ),
    "memberships": [
        rec(union="百川纺织有限公司工会", since_text="2020-05-12", until_text="", state=GOOD)
    ],
    "posts": [
        rec(
            id="a",
            post="工会小组长",
            org="织造车间分会",
            org_url="/o",
            since_text="2024-01-01",
            until_text="",
            can_end=True,
        )
    ],
    "can": rec(edit=True, merge=True, appoint=True),
}
RUN = rec(
    id="r1", file="临江区单位名册.xlsx", kind_label="单位", total=322, good=318, bad=2, same=2
)
COLUMNS = ["单位", "地区", "行业"]


def cells(*texts):
    """Cells of a line, each with its heading."""
    return [rec(column=name, text=text) for name, text in zip(COLUMNS, texts, strict=True)]


BAD = [
    rec(line=17, cells=cells("恒达能源有限公司", "3301", "制造业"), errors=["地区代码要 6 位"]),
    rec(line=88, cells=cells("", "330199", "服务业"), errors=["单位名字是空的", "没有上级工会"]),
    rec(line=2, cells=cells("百川纺织有限公司", "330199", "制造业"), errors=[]),
]
PREVIEW = {"desk": DESK, "run": RUN, "columns": COLUMNS, "rows": BAD}
RESULT = rec(
    id="r1",
    file="临江区单位名册.xlsx",
    created=318,
    changed=0,
    skipped=2,
    failed=2,
    when="11月20日 10:31",
    undo_text="11 月 27 日前可以撤销",
    undone=False,
)
IMPORTS = [
    rec(
        url="/r",
        file="临江区单位名册.xlsx",
        kind_label="单位",
        when="11月20日 10:31",
        who="赵晓燕",
        state=rec(kind="ok", icon="check", label="导好了"),
        text="导入 318，跳过 4",
    ),
    rec(
        url="/r",
        file="任职.csv",
        kind_label="任职",
        when="11月12日 15:02",
        who="赵晓燕",
        state=BACK | {"label": "已撤销"},
        text="导入 40",
    ),
]
HINTS = {
    "chair": "接本单位的点评，请公司办，回复职工",
    "cadre": "看本级和下级的点评，督办、转办",
}
UNION = rec(id="o1", name="百川纺织有限公司工会", url="/o")
TEMPLATES = [
    rec(
        key="people",
        label="人员",
        files=[rec(url="/t", form="xlsx"), rec(url="/c", form="csv")],
        columns=[
            rec(title="姓名", word="姓名", required=True, note="必填", example="示例甲"),
            rec(title="会员号", word="会员号", required=False, note="空着就自动编", example=""),
        ],
    )
]
KINDS = [
    rec(url="?kind=union", icon="home", group="own", title="工会", text="镇街、基层工会"),
    rec(url="?kind=place", icon="pin", group="place", title="场所", text="驿站、母婴室"),
]
WHO = {"org": UNION, "more": False, "add_url": "/add"}
PLAIN = {"desk": DESK, "back": rec(url="/p", label="李建国"), "form": forms.Person()}


PAGES = [
    Page("directory", "people/directory.html", DIRECTORY | {"kind": "orgs", "rows": ORGS}),
    Page(
        "directory-people", "people/directory.html", DIRECTORY | {"kind": "people", "rows": PEOPLE}
    ),
    Page("directory-none", "people/directory.html", DIRECTORY | {"kind": "people", "rows": []}),
    Page("org", "people/org.html", ORG | {"tab": "about"}),
    Page("org-switches", "people/org.html", ORG | {"tab": "switches"}),
    Page("org-brand", "people/org.html", ORG | {"tab": "brand"}),
    Page("person", "people/person.html", PERSON),
    Page(
        "person-form",
        "people/form.html",
        PLAIN | {"heading": "改资料", "note": "", "submit": "存好", "danger": False},
    ),
    Page(
        "person-merge",
        "people/form.html",
        PLAIN
        | {"heading": "合并重复", "note": "合并后不能分开。", "submit": "合并", "danger": True},
    ),
    desk(
        "appoint",
        "people/appointment_form.html",
        org=UNION,
        q="李",
        who=PEOPLE[0],
        form=forms.Appoint(),
        hints=HINTS,
    ),
    desk("appoint-who", "people/appointment_who.html", q="", people=[], **WHO),
    desk("appoint-none", "people/appointment_who.html", q="查无此人", people=[], **WHO),
    desk(
        "appoint-found",
        "people/appointment_who.html",
        q="李",
        people=[rec(row=PEOPLE[0], url="?person=p1")],
        **WHO,
    ),
    desk("org-kind", "people/org_kind.html", kinds=KINDS, back_url="/o"),
    desk(
        "appoint-end",
        "people/appointment_end.html",
        post=rec(
            id="a",
            person="周敏",
            post="工会主席",
            org="百川纺织有限公司工会",
            org_url="/o",
            open_text="手上还有 3 件事，会转给当河街道总工会",
        ),
        form=forms.Appoint(),
    ),
    desk(
        "import",
        "people/import_upload.html",
        form=forms.Upload({}),
        templates=TEMPLATES,
        runs=IMPORTS,
    ),
    Page(
        "import-preview",
        "people/import_preview.html",
        PREVIEW | {"errors_url": "/e", "more_url": None},
    ),
    desk(
        "import-progress",
        "people/import_progress.html",
        run=rec(
            id="r1",
            file="人员.csv",
            done=21000,
            total=50000,
            percent=42,
            left_text="大约还要 1 分钟",
        ),
    ),
    desk("import-result", "people/import_result.html", run=RESULT, errors_url="/e"),
    desk(
        "import-undone", "people/import_result.html", run=RESULT | {"undone": True}, errors_url=None
    ),
]
