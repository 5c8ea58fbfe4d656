"""One word for one thing: the glossary is a function, and src keeps to it."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
TERM = re.compile(r"^\| ([^|`]+) \| `([^`]+)` \| (.+) \|$", re.MULTILINE)
BANNED = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \|$", re.MULTILINE)
WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def words(identifier: str) -> str:
    """``CaseSeat``, ``case_seats`` and ``CASE_SEAT`` all read `` case seat ``."""
    split = (word.lower().removesuffix("s") for word in WORDS.findall(identifier))
    return f" {' '.join(split)} "


def defined(module: ast.Module) -> Iterator[tuple[str, int]]:
    """Identifiers the module gives (not those it takes from libraries), with their lines."""
    for node in ast.walk(module):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node.lineno
            case ast.arg():
                yield node.arg, node.lineno
            case ast.Name(ctx=ast.Store()):
                yield node.id, node.lineno
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr, node.lineno


def offences(text: str) -> Iterator[str]:
    """One line for each identifier that contains a banned word, with the word to use."""
    bans = BANNED.findall(GLOSSARY)
    for name, line in defined(ast.parse(text)):
        for bad, good in bans:
            if words(bad) in words(name):
                yield f"{line}: {name} (say {good})"


def sources() -> list[Path]:
    """Our Python, without migrations: those keep the names of their day."""
    found = sorted((ROOT / "src").rglob("*.py"))
    return [path for path in found if "migrations" not in path.parts]


def test_src_uses_no_banned_word() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{offence}"
        for path in sources()
        for offence in offences(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("column", [0, 1])
def test_no_term_and_no_identifier_stands_twice(column: int) -> None:
    counts = Counter(row[column] for row in TERM.findall(GLOSSARY))
    assert len(counts) > 50
    assert not [word for word, times in counts.items() if times > 1]


def test_every_substitute_is_a_word_of_the_glossary_or_a_field_made_of_one() -> None:
    known = {row[1] for row in TERM.findall(GLOSSARY)} | {"withdrawn"}
    substitutes = {good.removesuffix("_id") for _, good in BANNED.findall(GLOSSARY)}
    assert substitutes <= known


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("class TicketQueue: ...", True),
        ("def f(user_id): ...", True),
        ("self.tenant_path = 1", True),
        ("open_complaints = 1", True),
        ("session.user_id", False),
        ("def accompany(): ...", False),
    ],
)
def test_the_rule_finds_definitions_by_whole_words(text: str, caught: bool) -> None:
    assert bool(list(offences(text))) is caught
