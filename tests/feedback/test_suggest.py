"""Suggestions of board, topics and urgency by words, and what corrections change."""

from __future__ import annotations

import subprocess
import sys

import pytest

from niangjia.services.feedback import rules


@pytest.mark.parametrize(
    ("text", "board", "topic", "urgency"),
    [
        ("晚班的饭菜总是凉的。", "welfare", "食堂伙食", ""),
        ("三号宿舍楼的空调上周就坏了，夜班白天睡觉太冷。", "conditions", "冷暖通风", "soon"),
        ("车间配电箱漏电，昨天有人触电。", "conditions", "安全防护", "now"),
        ("职代会的提案一直没有答复，厂务公开栏也不更新。", "voice", "沟通公开", ""),
        ("公积金断缴了三个月，问了没人说。", "welfare", "社保公积金", "soon"),
        ("十二小时两班倒，一个月只休息两天。", "conditions", "加班工时", ""),
        ("评优名单没有公示就定了，不公平。", "voice", "沟通公开", ""),
    ],
)
def test_words_alone(text: str, board: str, topic: str, urgency: str) -> None:
    found = rules.suggest(text)
    assert (found.board, found.urgency) == (board, urgency)
    assert topic in found.topics
    assert len(found.topics) <= rules.TOPICS_MOST
    assert 0 < found.confidence <= 1
    assert found.words
    assert all(word in text for word in found.words)


@pytest.mark.parametrize("text", ["", "你好", "？？？", "x" * 600])
def test_nothing_known_nothing_suggested(text: str) -> None:
    assert rules.suggest(text) == rules.Suggestion(None, 0.0, (), "", ())


def test_every_section_is_a_board_a_topic_or_an_urgency() -> None:
    known = {*rules.BY_TITLE, *rules.TOPICS, *rules.URGENCIES}
    assert set(rules.LEXICON.sections) <= known
    assert set(rules.BY_TITLE) <= set(rules.LEXICON.sections)


def test_corrections_teach() -> None:
    text = "空调坏了，晚上睡不着"
    assert rules.suggest(text, rules.learn([])).board == rules.suggest(text).board == "conditions"
    taught = rules.learn([("宿舍空调坏了，睡不着", "welfare"), ("空调不冷，睡不着", "welfare")])
    assert rules.suggest(text, taught).board == "welfare"
    assert rules.suggest("车间漏电", taught).board == "conditions"


def test_words_alone_load_no_numbers() -> None:
    code = "import sys; from niangjia.kernel.cases import triage; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
