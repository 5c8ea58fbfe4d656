"""Forms with the fields the page contracts name; their rules are the project's, not these."""

from django import forms

BOARDS = [("welfare", "福利待遇"), ("voice", "民主协商"), ("labour", "劳动条件")]
TOPICS = [("dorm", "住宿"), ("meal", "食堂"), ("time", "加班工时"), ("safe", "劳动保护")]
WHO = [("hidden", "实名·公司看不到姓名"), ("open", "公司也能看到我是谁")]
WHO_HINTS = {"hidden": "只有工会的经办人能联系你", "open": "公司的人可以直接来找你"}
LONG = {"max_length": 500, "widget": forms.Textarea}


def text(label: str, **more: object) -> forms.CharField:
    """A line of text, compulsory."""
    return forms.CharField(label=label, error_messages={"required": f"请填{label}"}, **more)


class Review(forms.Form):
    firm = forms.CharField(widget=forms.HiddenInput)
    board = forms.ChoiceField(
        choices=BOARDS, widget=forms.RadioSelect, error_messages={"required": "请选一个方面"}
    )
    score = forms.IntegerField(min_value=1, error_messages={"min_value": "请点星星打个分"})
    topics = forms.MultipleChoiceField(
        choices=TOPICS, widget=forms.CheckboxSelectMultiple, required=False
    )
    text = forms.CharField(
        **LONG, min_length=5, error_messages={"min_length": "请写下发生了什么，至少 5 个字"}
    )
    who = forms.ChoiceField(choices=WHO, widget=forms.RadioSelect, initial="hidden")


class Assist(Review):
    origin = forms.ChoiceField(
        choices=[("paper", "纸质"), ("phone", "电话"), ("visit", "上门")], widget=forms.RadioSelect
    )
    firm = forms.ChoiceField(choices=[("1", "百川纺织有限公司"), ("2", "恒达能源有限公司")])
    author_name = forms.CharField(required=False)
    author_phone = forms.CharField(required=False)
    said_at = forms.CharField()


class View(forms.Form):
    name = text("名字", max_length=12)
    pinned = forms.BooleanField(required=False)
    first = forms.BooleanField(required=False)
    shared = forms.BooleanField(required=False)
    opening = forms.BooleanField(required=False)


class Batch(forms.Form):
    to = forms.ChoiceField(
        choices=[("1", "当河街道总工会")], error_messages={"required": "请选转给哪个工会"}
    )
    text = forms.CharField(**LONG, error_messages={"required": "请写给本人的话"})


class Deputy(forms.Form):
    away = forms.ChoiceField(choices=[("1", "周敏")])
    deputy = forms.ChoiceField(
        choices=[("", "请选择"), ("2", "沈国平")], error_messages={"required": "请选谁代班"}
    )
    since = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}), error_messages={"required": "请选到哪天"}
    )


class Merge(forms.Form):
    main = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(**LONG, error_messages={"required": "请写给本人的话"})


class MergeAnswered(Merge):
    answer = forms.CharField(**LONG, error_messages={"required": "请写给本人的答复"})


class BatchMerge(forms.Form):
    main = forms.ChoiceField(
        choices=[("", "用下面写的编号"), ("1", "三号楼空调都不热 · LJ-261117-2Q9WK")],
        error_messages={"required": "选一件当主件，或者写它的编号"},
    )
    number = forms.CharField(max_length=24, required=False)
    text = forms.CharField(**LONG, error_messages={"required": "请写给本人的话"})


class Canned(forms.Form):
    title = text("名字", max_length=20)
    text = forms.CharField(**LONG, error_messages={"required": "请写要说的话"})
    board = forms.ChoiceField(choices=[("", "哪方面都用"), *BOARDS], required=False)


class WordList(forms.Form):
    words = forms.CharField(required=False, widget=forms.Textarea)
    sentence = forms.CharField(required=False, widget=forms.Textarea)
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)


class WordFile(forms.Form):
    file = forms.FileField(error_messages={"required": "请选一个文件"})
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Word(forms.Form):
    text = forms.CharField(**LONG)


class Verdict(forms.Form):
    score = forms.IntegerField(min_value=1, error_messages={"min_value": "请点星星打个分"})
    outcome = forms.ChoiceField(
        choices=[("solved", "解决了"), ("back", "没解决，退回重办")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选解决了没有"},
    )
    reason = forms.CharField(widget=forms.Textarea, required=False)


class Call(Verdict):
    text = forms.CharField(**LONG)


class Withdraw(forms.Form):
    reason = forms.CharField(widget=forms.Textarea, required=False)


class Reply(forms.Form):
    text = forms.CharField(**LONG)
    ask_verdict = forms.BooleanField(required=False)
    claim = forms.ChoiceField(
        choices=[("solved", "解决了"), ("explained", "办不到，说明了原因")],
        widget=forms.RadioSelect,
        initial="solved",
    )


class FirmReply(forms.Form):
    text = forms.CharField(**LONG)
    done = forms.BooleanField(required=False)
    cannot = forms.BooleanField(required=False)


class Seat(forms.Form):
    responder = forms.ChoiceField(choices=[("1", "陈立（行政部经理）"), ("2", "吴倩（人事专员）")])
    ask = forms.CharField(**LONG)


class Forward(forms.Form):
    to = forms.ChoiceField(choices=[("1", "当河街道总工会"), ("2", "临江区总工会权益部")])
    reason = forms.CharField(widget=forms.Textarea)


class Sort(forms.Form):
    board = forms.ChoiceField(choices=BOARDS)


class Duty(forms.Form):
    about = forms.ChoiceField(choices=[("", "哪个方面都算"), *BOARDS], required=False)
    topics = forms.MultipleChoiceField(
        choices=TOPICS, widget=forms.CheckboxSelectMultiple, required=False
    )
    words = forms.CharField(required=False)
    union = forms.ChoiceField(
        choices=[("", "工会以外的单位"), ("1", "青石镇总工会")], required=False
    )
    name = forms.CharField(required=False)
    phone = forms.CharField(required=False)
    how = forms.CharField(required=False)
    source = text("依据")
    since = forms.DateField()


class Words(forms.Form):
    text = forms.CharField(**LONG)


class Decide(Words):
    who = forms.ChoiceField(
        choices=[("taker", "青石镇总工会来办"), ("giver", "百川纺织有限公司工会来办")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选由谁来办"},
    )


class Pause(forms.Form):
    reason = forms.ChoiceField(
        choices=[
            ("author", "等补充情况"),
            ("office", "等有关部门的结论"),
            ("work", "等施工、采购或天气"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "请选一个原因"},
    )
    text = forms.CharField(**LONG)


class Resume(Word):
    pass


class Appeal(Word):
    pressed = forms.BooleanField(required=False)


class Board(forms.Form):
    label = text("名字")
    topics = forms.CharField(widget=forms.Textarea, required=False)


class Hold(forms.Form):
    number = text("办件编号")
    reason = text("为什么？")
    until = forms.DateField(required=False)


class Close(forms.Form):
    typed = forms.CharField()


class Setup(forms.Form):
    union_name = text("工会全称")
    region_code = text("地区代码")
    level = forms.ChoiceField(
        label="哪一级",
        choices=[("province", "省"), ("city", "市"), ("county", "县（区）")],
        widget=forms.RadioSelect,
        error_messages={"required": "请选是哪一级"},
    )
    admin_name = text("姓名")
    admin_phone = text("手机号")


class Phone(forms.Form):
    phone = text("手机号")


class Code(forms.Form):
    code = text("短信码")
    secret = "JBSW Y3DP EHPK 3PXP"


class SignUp(Phone):
    name = text("姓名")


class Key(forms.Form):
    name = text("名字")
    passwordless = forms.BooleanField(label="不用短信码，直接用它登录", required=False)
    credential = forms.CharField(widget=forms.HiddenInput)


class Brand(forms.Form):
    name = forms.CharField(required=False)
    hotline = forms.CharField(required=False)
    logo = forms.FileField(required=False)
    accent = forms.CharField(required=False)


class Person(forms.Form):
    name = text("姓名")
    phone = text("手机号", help_text="没有手机的可以空着")
    member = forms.BooleanField(label="已经入会", required=False)


class Appoint(forms.Form):
    person = forms.CharField(widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label="做什么？",
        choices=[("chair", "工会主席"), ("cadre", "专职干部")],
        widget=forms.RadioSelect,
    )
    since = text("从哪天起")
    until = forms.CharField(label="到哪天", required=False)


class Upload(forms.Form):
    kind = forms.ChoiceField(
        choices=[("orgs", "单位"), ("people", "人员"), ("appointments", "任职")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(error_messages={"required": "请选一个表格"})


OPEN_CASES = [
    ("1", "家住北仑，这几天封路回不了家（百川纺织有限公司 · 11月20日）"),
    ("2", "下班回不了北仑，晚上挤在更衣室（恒达能源有限公司 · 11月19日）"),
    ("3", "回不去的人能不能安排床位（百川纺织有限公司 · 11月19日）"),
]


class Into(forms.Form):
    matter = forms.ChoiceField(choices=[("1", "北仑封路回不了家"), ("new", "新起一件")])
    title = forms.CharField(required=False)


class Titled(forms.Form):
    title = text("名字")


class Picked(forms.Form):
    cases = forms.MultipleChoiceField(
        choices=OPEN_CASES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请至少选一件"},
    )


class NewMatter(Titled, Picked):
    pass


class ToAll(Picked):
    text = forms.CharField(**LONG, error_messages={"required": "请先写好要说的话"})
    claim = forms.ChoiceField(
        choices=[("solved", "解决了"), ("partly", "解决了一部分")], widget=forms.RadioSelect
    )


class LinkToAll(ToAll):
    thing = forms.ChoiceField(choices=[("", "不选，只写几句"), ("s", "问卷 · 今晚谁要床位")])
    label = forms.CharField(required=False)
    day = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))


class Same(forms.Form):
    matter = forms.ChoiceField(
        choices=[
            ("1", "我也遇到：北仑封路回不了家（12 位工友）"),
            ("2", "我也遇到：三号宿舍楼没有热水（5 位工友）"),
            ("none", "都不是，我这件不一样"),
        ],
        widget=forms.RadioSelect,
        required=False,
    )


#: Nothing others asked about is offered.
ALONE = {"same": {"offers": [], "asked": False}, "ask_same": False}


class Choose(forms.Form):
    firm = text("单位")
    board = forms.ChoiceField(choices=BOARDS, required=False)
    since = forms.CharField()
    until = forms.CharField()


class Proposal(forms.Form):
    cases = forms.MultipleChoiceField(
        choices=[("a", "空调坏了一周 · LJ-261118-K7Q2"), ("b", "405 也不热 · LJ-261119-M4XD")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "至少留一件"},
    )
    situation = forms.CharField(**LONG, error_messages={"required": "请写大家说的是什么"})
    ask = forms.CharField(**LONG, error_messages={"required": "请写希望公司怎么办"})
    cost = forms.CharField(required=False)
    cost_source = forms.CharField(required=False)
    saving = forms.CharField(required=False)
    saving_source = forms.CharField(required=False)


class Screen(forms.Form):
    """What is decided on files."""

    file = forms.MultipleChoiceField(
        choices=[(one, one) for one in ("p1", "v", "d")],
        error_messages={"required": "请先勾选，再决定"},
    )
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 2}), required=False)

    @property
    def chosen(self):
        """What was ticked."""
        return list(self["file"].value() or ())
