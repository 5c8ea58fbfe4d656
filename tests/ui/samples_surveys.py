"""Sample contexts of surveys: made at the desk, answered by a worker, counted."""

from __future__ import annotations

from dataclasses import replace

from niangjia.kernel.surveys import forms, house, results, rules
from niangjia.kernel.surveys.queries import Need
from niangjia.kernel.surveys.rules import Ask, Question
from niangjia.services.feedback.queries import quiet
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

RIGHTS, HEADS, PACKS = house.TEMPLATES
SOME = Question("q9", Ask.MANY, "最想工会做什么？", ("夜校", "体检", "相亲会"), other=True)
WHEN = Question("q8", Ask.DATE, "哪天有空？", required=False)
QUESTIONS = (*RIGHTS.questions, SOME, replace(PACKS.questions[0], id="q7"), WHEN)
OPEN = rec(kind="info", icon="clock", label="正在收")
CLOSED = rec(kind="ok", icon="check", label="收完了")
SURVEY = rec(
    id="s1",
    title=RIGHTS.title,
    why=RIGHTS.why,
    step="closed",
    state=CLOSED,
    unnamed=True,
    kind="不记名",
    least=5,
    edition=3,
    until="11月27日",
    org="云栖路工业园联合工会",
    by="周敏",
    own=True,
    told="11月20日 09:00",
)
NAMED = SURVEY | rec(unnamed=False, kind="记名", title=PACKS.title, why=PACKS.why)
ASKED = rec(asked=150, answered=121, share=81)


def answer(name: str, survey, questions, **more):
    """The page a worker answers."""
    form = forms.AnswerForm(more.pop("data", None), questions=questions)
    fields = {"survey": survey, "form": form, "rows": form.rows(), "back": "/back"}
    fields |= {"texts": rules.texts_of(questions), "preview": False, "again": False}
    return Page(name, "surveys/answer.html", fields | more)


def bars(*pairs):
    """Cells with their shares of 121."""
    return [results.Bar(label, n, results.share(n, 121)) for label, n in pairs]


RESULTS = [
    results.Result(
        "q2",
        "和单位签书面劳动合同了吗？",
        "选一个",
        ["签了，手里有一份", "签了，手里没有", "没签"],
        bars(("签了，手里有一份", 70), ("签了，手里没有", 40), ("没签", None)),
        "121 人交了，其中没答这一题的人数太少，不显示",
        "",
        [
            results.Row("百川纺织", 40, ["25", "—", "—"]),
            results.Row("其他单位合起来", 81, ["45", "—", "—"]),
        ],
    ),
    results.Result(
        "q5",
        "还有什么想说的？",
        "写几句话",
        [],
        [],
        "121 人交了，12 人答了这一题",
        texts=["夜班的饭能不能热一点", "谢谢工会问"],
    ),
    results.Result(
        "q7", "要几份？", "填数字", [], [], "121 人交了，121 人答了这一题", "合计 260，平均 2.1"
    ),
]
FULL = {"survey": SURVEY, **ASKED, "few": False, "counted": True, "results": RESULTS}
LIST = [
    SURVEY | rec(asked=150, answered=121),
    NAMED | rec(id="s2", step="open", state=OPEN, asked=41, answered=12),
]
LINE = rec(
    url="/s",
    title=RIGHTS.title,
    org="云栖路工业园联合工会",
    kind="不记名",
    until="11月27日",
    waiting=True,
    answered=False,
)
SHOWN = [
    rec(id=q.id, title=q.title, kind="选一个", options=list(q.options), required=q.required)
    for q in QUESTIONS
]
DRAFT = SURVEY | rec(step="draft", state=rec(kind="", icon="edit", label="草稿"))
TEMPLATES = [rec(key=t.key, title=t.title, n=len(t.questions)) for t in house.TEMPLATES]


def framed(data=None):
    """The form around the questions, which asks nobody about organisations here."""
    return forms.FrameForm(data, actor=None, initial={"title": RIGHTS.title, "why": RIGHTS.why})


NEEDS = [Need("云栖镇总工会", "百川纺织", None, 30, 62), Need("", "", None, 2, 3)]
NAMES = [
    rec(
        name="陈建国",
        firm="百川纺织",
        at="11月20日 09:12",
        said=[rec(title="要几份？", text="2"), rec(title="有什么要注意的？", text="不要辣")],
    )
]
QUIET = [
    quiet.Row("百川纺织", 0, 0, 40, "92%", "工资、合同 · 11月9日", quiet._said("used")),
    quiet.Row("青石五金", 0, 0, 22, "18%", "工资、合同 · 11月9日", quiet._said("silent")),
    quiet.Row("小溪食品", 0, 0, 0, "", "", quiet._said("unknown")),
    quiet.Row("柳埠物流", 3, 1, 30, "80%", "工资、合同 · 11月9日", quiet._said("heard")),
]
SUMS = [(row.status, 1) for row in QUIET]
LINKS = [rec(url="/f", title="写成一件点评", text="你改好、提交，工会才开始办")]
PAGES = [
    Page("surveys-mine", "surveys/mine.html", {"tab": "me", "waiting": [LINE], "past": [LINE]}),
    Page("surveys-mine-empty", "surveys/mine.html", {"tab": "me", "waiting": [], "past": []}),
    answer("surveys-answer", SURVEY, QUESTIONS),
    answer("surveys-answer-error", SURVEY, QUESTIONS, data={"q5": "写了一半"}),
    answer("surveys-answer-named", NAMED, HEADS.questions, again=True),
    answer("surveys-preview", SURVEY, QUESTIONS, preview=True),
    Page("surveys-done", "surveys/done.html", {"survey": SURVEY, "links": []}),
    Page("surveys-done-named", "surveys/done.html", {"survey": NAMED, "links": LINKS}),
    Page("surveys-over", "surveys/over.html", {"survey": SURVEY, "answered": True, "said": []}),
    Page(
        "surveys-over-named",
        "surveys/over.html",
        {"survey": NAMED, "answered": True, "said": NAMES[0]["said"]},
    ),
    desk("surveys-list", "surveys/desk/list.html", surveys=LIST, more_url="?a", may_ask=True),
    desk("surveys-list-empty", "surveys/desk/list.html", surveys=[], more_url=None, may_ask=True),
    desk(
        "surveys-new",
        "surveys/desk/new.html",
        form=framed(),
        hints=forms.KIND_HINTS,
        templates=TEMPLATES,
        of="rights",
        copy="",
        questions=5,
        form_key="k",
    ),
    desk(
        "surveys-frame",
        "surveys/desk/frame.html",
        survey=DRAFT,
        form=framed(),
        hints=forms.KIND_HINTS,
        form_key="k",
    ),
    desk(
        "surveys-build",
        "surveys/desk/build.html",
        survey=DRAFT,
        questions=SHOWN,
        form=forms.QuestionForm({"title": "", "kind": "one"}),
        form_key="k",
    ),
    desk(
        "surveys-question",
        "surveys/desk/question.html",
        survey=DRAFT,
        question=SHOWN[0],
        form=forms.QuestionForm(initial=forms.question_initial(QUESTIONS[0])),
        form_key="k",
    ),
    desk(
        "surveys-send",
        "surveys/desk/send.html",
        survey=DRAFT,
        size=150,
        against="",
        texts=True,
        form_key="k",
    ),
    desk(
        "surveys-send-not",
        "surveys/desk/send.html",
        survey=DRAFT,
        size=4,
        against="不记名的问卷至少要问 10 个人。",
        texts=True,
        form_key="k",
    ),
    desk("surveys-result", "surveys/desk/survey.html", **FULL),
    desk(
        "surveys-open",
        "surveys/desk/survey.html",
        **FULL | {"survey": SURVEY | rec(step="open", state=OPEN), "counted": False, "results": []},
    ),
    Page("surveys-print", "surveys/desk/print.html", FULL | {"printed": "周敏 2026-11-20 打印"}),
    desk(
        "surveys-quota",
        "surveys/desk/quota.html",
        survey=NAMED,
        question=rec(id="q1", title="要几份？"),
        rows=NEEDS,
        people=32,
        total=65,
    ),
    desk("quiet", "feedback/desk/quiet.html", rows=QUIET, sums=SUMS, more_url="?after=x"),
    desk("surveys-names", "surveys/desk/names.html", survey=NAMED, rows=NAMES, more_url=None),
]
