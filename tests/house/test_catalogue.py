"""English is complete: every word is found, translated, compiled, and nothing escapes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from niangjia.kernel.base.wording import phrase, spoken

from . import catalogue

#: Chinese that is data, not words of the interface, by file; None for a whole file.
DATA: dict[str, set[str] | None] = {
    "kernel/offers/roll_sheet.py": {"张小满", "李春妮"},
    # An amount as people type it, and what stands between the names of industries.
    "services/benefits/forms/campaigns.py": {
        r"^(.{1,40}?)[\s:：,，]+([\d,，]+(?:\.\d{1,2})?)\s*(万)?\s*元?$",
        "，",
    },
    "services/benefits/forms/conditions.py": {"，、;；,"},
    # Names of places.
    "kernel/base/regions.py": None,
    # Brackets as people type them, and how a mailbox masks the names of regions.
    "kernel/cases/engine/lexicon.py": {"【", "】"},
    "kernel/cases/engine/speech.py": {
        r"[a-z](?:\d+[市区县州]|[市县州])",
        r"[0-9]{1,3}(?:路|号线)",
        r"(?<![0-9])[0-9]{2,4}"
        r"(?![0-9年月日号元万千块个栋平米多岁人户天小时分点层楼亩公路期届级次条名家余])"
        r"[^\W0-9a-z_]{2}",
        r"[零一二三四五六七八九十百千万亿两多几年月日号时分点元块个]+$",
    },
    # What a title is cut at.
    "kernel/cases/rules.py": {r"[。！？!?；;\n]", " ，,、", "，,、：: "},
    # Documents are Chinese: how a name of a file is cut, an addressee ends, and its faces.
    "kernel/papers/paper.py": {r"[^\w()〔〕-]+", "："},
    "kernel/papers/word.py": {"宋体", "黑体"},
    # Headings and cells of imported files: a format, the same in every language.
    "kernel/people/engine/examples.py": None,
    "kernel/people/engine/lines.py": {
        r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?",
        "、",
    },
    "kernel/people/engine/orgs.py": {
        *("单位名称", "类型", "上级", "上级工会", "信用代码", "职工人数", "所属工会"),
        *("镇街工会", "乡镇工会", "街道工会", "基层工会", "企业工会", "联合工会", "行业工会"),
        *("用人单位", "企业", "服务单位", "场所"),
    },
    "kernel/people/engine/people.py": {
        *("手机", "电话", "证件号", "证件号码", "工会", "所属工会", "单位", "工作单位"),
        "会员证号",
    },
    "kernel/people/engine/posts.py": {"手机号", "会员号", "单位", "工会代码", "任职日期"},
    "kernel/people/engine/reading.py": {"*＊", "、"},
    # Letters are Chinese: their words, their places, their numbers, how unions are called.
    "kernel/letters/wordings.py": None,
    "kernel/letters/rules.py": None,
    # The word in the number of a mediation.
    "kernel/mediation/opening.py": {"调"},
    # Blanks of canned words, as cadres type them.
    # Signs of number plates.
    "kernel/offers/plates.py": None,
    # Headings of suppliers' and couriers' files: a format.
    "kernel/offers/coupon_rules.py": {
        *("券码", "兑换码", "卡密", "卡号", "码", "有效期", "有效期至", "到期日", "截止日期"),
        *("使用时间", "核销时间", "兑换时间", "门店", "商户", "店名"),
        r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2}).*)?",
    },
    "kernel/offers/parcel_rules.py": {
        *("单号", "领取编号", "编号", "订单号", "运单号", "快递单号", "物流单号"),
        *("重量", "重量克", "克"),
    },
    "kernel/desks/rules.py": {"称呼", "编号", "单位", "期限", "工会", "经办人"},
    # The head of a word list as a file.
    "services/feedback/forms/wordlist.py": {"栏目", "词", "分量"},
    # How an officer writes the days of a notice.
    "kernel/rules/rules.py": None,
    # A blank as people type it.
    "services/feedback/commands.py": {"\u3000"},
    # A language is named in itself.
    "site/settings.py": {"中文"},
}
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,?!;:]")


def test_the_catalogue_is_complete() -> None:
    found = catalogue.problems()
    assert not found, "\n".join([*found, "run: python -m tests.house.catalogue --write"])


def test_writing_the_catalogue_again_changes_nothing() -> None:
    assert catalogue.PO.read_bytes() == catalogue.written(catalogue.updated(catalogue.kept()))


def escaped(stray: catalogue.Stray) -> bool:
    known = DATA.get(stray.file, set())
    return known is not None and stray.text not in known


def test_no_chinese_in_python_escapes_the_catalogue() -> None:
    found = [s for path in catalogue.modules() for s in catalogue.strays(path) if escaped(s)]
    assert not found


def test_no_chinese_in_a_template_escapes_the_catalogue() -> None:
    found = [s for path in catalogue.templates() for s in catalogue.strays_in_template(path)]
    assert not found


def test_what_is_listed_as_data_is_there() -> None:
    there = {name: {s.text for s in catalogue.strays(catalogue.SOURCE / name)} for name in DATA}
    gone = {name: (texts or there[name]) - there[name] for name, texts in DATA.items()}
    assert not any(gone.values()), gone


def test_chinese_is_written_with_full_width_marks() -> None:
    words = ["".join(found) for found in catalogue.extracted()]
    assert not [text for text in words if HALF_WIDTH.search(text)]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('_("甲")', {"甲"}),
        ("f\"{_('甲')}-1\"", {"甲"}),
        ('noop("甲" if late else "乙")', {"甲", "乙"}),
        ('Refusal("code", "甲" "乙", status=409)', {"甲乙"}),
        ('Refusal("code", _("%(n)d 甲") % {"n": 1})', {"%(n)d 甲"}),
        ('ngettext("%(n)d 天", "%(n)d 天", n)', {("%(n)d 天", "%(n)d 天")}),
        ('print("甲")', set()),
        ('_("nothing Chinese")', set()),
    ],
)
def test_what_is_found_in_python(source: str, words: set[object], tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(source)
    assert set(catalogue.in_python(path)) == words


def test_what_is_found_in_templates(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        '<p>{% translate "甲" %}\n  {% field form.x label=_("乙") %}{# 丙 #}\n'
        "{% blocktranslate with n=x.n %}有 {{ n }} 件{% endblocktranslate %}</p>"
    )
    assert set(catalogue.in_template(path)) == {"甲", "乙", "有 %(n)s 件"}


@pytest.mark.parametrize(
    ("text", "found"),
    [("甲 %(a)s %(b)d", ["%(a)s", "%(b)d"]), ("%s 和 %s", ["%s", "%s"]), ("100%%", [])],
)
def test_placeholders(text: str, found: list[str]) -> None:
    assert catalogue.holes(text) == found


def test_a_kept_sentence_is_read_in_the_reader_s_language() -> None:
    kept = phrase("可以选：%(posts)s", posts=["工会主席", "回访员"])
    assert spoken(kept) == "可以选：工会主席、回访员"
    with translation.override("en"):
        assert spoken(kept) == "Choose from: Union chair, Follow-up caller"
        assert spoken(phrase("“%(text)s”不是整数", text="工会")) == "“工会” is not a whole number"
        assert ngettext("%(n)d 天", "%(n)d 天", 1) % {"n": 1} == "1 day"
        assert gettext("") == ""
