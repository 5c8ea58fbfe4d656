"""The word list a cadre edits: what it understands, and what it says about a wrong line."""

from __future__ import annotations

from pathlib import Path

import pytest

from niangjia.kernel.cases.commands import MAILBOX, MATTERS, SPEECH
from niangjia.kernel.cases.engine.lexicon import BadLexicon, parse, read

TWO = """\ufeff# departments
[交通运输]
出租车
停运 0.5   # half a word
【环境保护】 ＃
ＰＭ２.５
停运
污水 2
"""


def test_sections_words_and_weights() -> None:
    words = parse(TWO)
    assert words.sections == ("交通运输", "环境保护")
    assert words.weights["停运"] == {"交通运输": 0.5, "环境保护": 1.0}
    assert "pm2.5" in words


def test_the_longest_word_counts_and_none_over_another() -> None:
    words = parse("[a]\n生育\n生育保险\n[b]\n保险\n")
    assert words.words("生育保险和保险") == ["生育保险", "保险"]
    assert sorted(words.overlapping("生育保险")) == ["保险", "生育", "生育保险"]


def test_a_word_of_two_sections_says_less_to_each() -> None:
    words = parse(TWO)
    assert words.says("停运")["环境保护"] == words.says("出租车")["交通运输"] / 2 * (1 / 1.25)


def test_only_some_sections() -> None:
    words = parse(TWO).only(["交通运输"])
    assert words.sections == ("交通运输",)
    assert "污水" not in words


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("出租车\n[a]", 1, "before the first"),
        ("[a]\n\n出租车 很", 3, "must be a number"),
        ("[a]\n出租车 1 2", 2, "one word per line"),
        ("[a]\n出租车 0", 2, "above 0"),
        ("[a]\n出租车 nan", 2, "above 0"),
        ("[a]\n出租车 101", 2, "at most 100"),
        ("[a]\n出租车\n出租车 2", 3, "stands twice in [a]"),
        ("[a\n出租车", 1, "is written [name]"),
        ("[]\n出租车", 1, "is written [name]"),
        ("[a]\n出租车\n[a]", 3, "[a] stands twice"),
        ("[a]\n# nothing", 0, "no word"),
        ("", 0, "no word"),
    ],
)
def test_a_wrong_line_is_named(text: str, line: int, why: str) -> None:
    with pytest.raises(BadLexicon) as wrong:
        parse(text)
    assert wrong.value.line == line
    assert why in str(wrong.value)
    assert str(wrong.value).startswith(f"line {line}: ") == bool(line)


def test_a_file_of_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "words.txt"
    path.write_bytes("[交通]\n出租车\n".encode("gb18030"))
    with pytest.raises(BadLexicon, match="UTF-8"):
        read(path)


@pytest.mark.parametrize("path", [MAILBOX, MATTERS, SPEECH], ids=lambda p: p.stem)
def test_the_lists_of_the_house_can_be_read(path: Path) -> None:
    assert len(read(path).weights) > 50


def test_every_board_of_a_mailbox_has_hundreds_of_words() -> None:
    words = read(MAILBOX)
    assert len(words.sections) == 7
    for section in words.sections:
        assert sum(section in held for held in words.weights.values()) > 400
