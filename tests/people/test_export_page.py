"""The export for people: words and tables, while the file for programs stays as it is."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from niangjia.kernel.cases.flow import FLOW
from niangjia.services.feedback.queries.words import VERBS
from niangjia.site import export_codes, export_page
from tests.kit.world import World

LABELS = {"name": "姓名", "title": "标题", "at": "时间"}


def drawn(rows: list[dict[str, Any]], codes: dict[str, dict[str, str]] | None = None) -> str:
    """A chapter as HTML."""
    parts = [export_page.chapter("一类", rows, LABELS, codes or {})]
    context = {"made": "", "name": "李建国", "parts": parts}
    return render_to_string("site/privacy_export.html", context)


@pytest.mark.parametrize(
    ("found", "text"),
    [
        (None, "—"),
        ("", "—"),
        (True, "是"),
        (False, "否"),
        (0, "0"),
        ("2026-11-02", "2026年11月2日"),
        ("2026-11-02T01:05:00+00:00", "2026年11月2日 09:05"),
        ("2026-11-02T09:05:00+08:00", "2026年11月2日 09:05"),
        ("2026-99-02", "2026-99-02"),
        ("饭菜凉了", "饭菜凉了"),
    ],
)
def test_a_value_is_said_in_words(found: Any, text: str) -> None:
    assert export_page.words(found) == text


def test_like_things_are_a_table_and_the_rest_is_a_list() -> None:
    slots = [{"title": "一", "at": "2026-11-02"}, {"title": "二", "place": {"name": "三楼"}}]
    page = drawn([{"预约": slots, "话题": ["食堂", "住宿"], "没有": [], "地点": {"name": "三楼"}}])
    assert '<th scope="col">标题</th><th scope="col">时间</th>' in page
    assert "<td>2026年11月2日</td><td>—</td>" in page
    assert "<td><dl><dt>姓名</dt><dd>三楼</dd></dl></td>" in page
    assert "<li>食堂</li><li>住宿</li>" in page
    assert "<dt>没有</dt><dd>—</dd>" in page
    for raw in ("{&#x27;", "[&#x27;", "&quot;", "None", "True"):
        assert raw not in page


def test_what_somebody_wrote_stays_text() -> None:
    assert "&lt;b&gt;" in drawn([{"内容": {"x": ["<b>"]}}])


def test_codes_are_said_in_words_for_people_and_stay_for_programs(small_world: World) -> None:
    answer = small_world.client("a1x-asker").post(reverse("privacy.export"))
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as box:
        data = json.loads(box.read("data.json"))["parts"]
        read = box.read("read.html").decode()
    codes = {row["状态"] for row in data["点评"]}
    assert codes <= set(FLOW.states)
    words = export_codes.CODES["cases.Case"]["state"]
    for code in codes:
        assert f"<dd>{code}</dd>" not in read
        assert f"<dd>{words[code]}</dd>" in read
    for row in data["点评的往来"]:
        assert f"<dd>{row['动作']}</dd>" not in read


def test_every_code_has_a_word() -> None:
    assert set(export_codes.DEEDS) == set(VERBS)
