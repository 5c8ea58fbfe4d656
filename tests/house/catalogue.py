"""The catalogue of interface words: found in the source, kept in one .po file, compiled to .mo.

    python -m tests.house.catalogue --check   what is missing, left over or unfit (the default)
    python -m tests.house.catalogue --write   take new words in, drop old ones, compile

Words are Chinese in the source and English in the catalogue. Python is read as a syntax tree, so
that a word counts the same inside an f-string and on every Python; templates are read through
Django's own `templatize`, the .po and .mo files through Babel. No system gettext is needed.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "niangjia"
PO = SOURCE / "site" / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

#: Calls that mark a word -> which argument it is.
MARKS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "_lazy", "gettext_noop", "noop", "phrase"), 0),
    **dict.fromkeys(("BadCode", "BadSheet", "BadPicture"), 0),
    "Refusal": 1,
}
#: The same for words that depend on a number: singular, plural.
PAIRS = ("ngettext", "ngettext_lazy")
IN_TEMPLATES: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
#: Cells of an imported file hold these words in Chinese, whoever reads the note about them.
CELLS = re.compile(
    r"(?:镇街|基层|联合|行业)工会|用人单位|服务单位|场所|专职干部|工会主席|回访员|单位经办人|、"
)
HOLE = re.compile(r"%(?:\(\w+\))?[-#0+ ]*\d*(?:\.\d+)?[sdrif%]")
#: A word inside another tag: `{% field form.text label=_("...") %}`.
IN_TAG = re.compile(r"""_\((?:"[^"]*"|'[^']*')\)""")
#: Dates in the header would change with every run and say nothing.
DAY = datetime(2025, 1, 1, tzinfo=UTC)

Words = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stray:
    """A Chinese literal that no call marks: it would stay Chinese in English."""

    file: str
    line: int
    text: str


def name(path: Path) -> str:
    """A file as the catalogue names it."""
    return str(path.relative_to(SOURCE))


def modules() -> list[Path]:
    """Our Python, without migrations and without the invented people of the demo."""
    found = sorted(SOURCE.rglob("*.py"))
    aside = {"migrations", "demo"}
    return [path for path in found if not aside & set(path.relative_to(SOURCE).parts)]


def templates() -> list[Path]:
    """Our templates."""
    return sorted(path for path in SOURCE.rglob("templates/**/*") if path.is_file())


def called(node: ast.Call) -> str:
    """The name a call goes by, without what stands before its last dot."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def literals(node: ast.AST) -> Iterator[ast.Constant]:
    """The strings an argument may be: itself, or either branch of a choice."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def said(text: ast.Constant) -> str:
    """The string a literal holds."""
    return str(text.value)


def marked(tree: ast.AST) -> Iterator[tuple[Words, list[ast.Constant]]]:
    """Words that calls mark, with the literals they are made of."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        mark = called(node)
        if mark in PAIRS:
            pair = [text for argument in node.args[:2] for text in literals(argument)]
            yield tuple(said(text) for text in pair), pair
        elif mark in MARKS:
            for argument in node.args[MARKS[mark] : MARKS[mark] + 1]:
                for text in literals(argument):
                    yield said(text), [text]


def in_python(path: Path) -> Iterator[Words]:
    """Every marked word of a module that says something in Chinese."""
    for words, _parts in marked(ast.parse(path.read_text())):
        if CHINESE.search("".join(words)):
            yield words


def in_template(path: Path) -> Iterator[Words]:
    """Every word in a translation tag. Indents mean nothing once a template reads like Python."""
    python = "\n".join(line.lstrip() for line in templatize(path.read_text()).splitlines())
    found = extract("python", io.BytesIO(python.encode()), keywords=IN_TEMPLATES)
    for _line, words, _comments, _context in found:
        yield words


def strays(path: Path) -> Iterator[Stray]:
    """Chinese literals of a module that nothing marks, but for docstrings."""
    tree = ast.parse(path.read_text())
    known = {id(part) for _words, parts in marked(tree) for part in parts}
    known |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        for text in literals(node) if isinstance(node, ast.Constant) else ():
            if id(text) not in known and CHINESE.search(said(text)):
                yield Stray(name(path), text.lineno, said(text))


def strays_in_template(path: Path) -> Iterator[Stray]:
    """Chinese of a template that stands in no translation tag, but for comments."""
    inside = ""
    for token in Lexer(path.read_text()).tokenize():
        word = token.contents.split(" ", 1)[0] if token.token_type is TokenType.BLOCK else ""
        if word in ("comment", "blocktranslate"):
            inside = word
        elif word == f"end{inside}":
            inside = ""
        elif not inside and token.token_type is not TokenType.COMMENT:
            left = "" if word == "translate" else IN_TAG.sub("", token.contents)
            if CHINESE.search(left):
                yield Stray(name(path), token.lineno or 0, left.strip())


def extracted() -> dict[Words, list[str]]:
    """Every word of the house with the files it stands in."""
    found: dict[Words, set[str]] = defaultdict(set)
    for path in modules():
        for words in in_python(path):
            found[words].add(name(path))
    for path in templates():
        for words in in_template(path):
            found[words].add(name(path))
    return {words: sorted(files) for words, files in found.items()}


def kept() -> Catalog:
    """The catalogue as committed; an empty one before the first."""
    if not PO.exists():
        return Catalog(locale="en", charset="utf-8")
    with PO.open("rb") as file:
        return read_po(file, locale="en", charset="utf-8")


def updated(old: Catalog) -> Catalog:
    """The words of the source, by file and then by word, with the translations there are."""
    new = Catalog(
        locale="en",
        project="Niangjia",
        charset="utf-8",
        creation_date=DAY,
        revision_date=DAY,
        header_comment="# English words of the interface. The Chinese source is the key.",
        last_translator="Niangjia",
        language_team="Niangjia",
        fuzzy=False,
    )
    ordered = sorted(extracted().items(), key=lambda item: (item[1][0], str(item[0])))
    for words, files in ordered:
        before = old.get(words if isinstance(words, str) else words[0])
        fits = before is not None and before.id == words
        new.add(words, before.string if before and fits else None, [(file, 0) for file in files])
    return new


def compiled(catalogue: Catalog) -> bytes:
    """The .mo file of a catalogue."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def written(catalogue: Catalog) -> bytes:
    """The .po file of a catalogue."""
    out = io.BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False)
    return out.getvalue()


def holes(text: str) -> list[str]:
    """Placeholders. Named ones may change places, the others may not."""
    found = [hole for hole in HOLE.findall(text) if hole != "%%"]
    return sorted(found) if all("(" in hole for hole in found) else found


def texts(message: Message) -> tuple[str, ...]:
    """The translation in all its numbers; nothing when there is none."""
    found = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(text for text in found if text)


def flaws(message: Message) -> Iterator[str]:
    """What is wrong with one entry."""
    said, forms = texts(message), 2 if message.pluralizable else 1
    source = message.id if isinstance(message.id, str) else message.id[0]
    if len(said) < forms:
        yield f"no English: {source}"
    if message.fuzzy:
        yield f"fuzzy: {source}"
    for text in said:
        if holes(text) != holes(source):
            yield f"other placeholders: {source} -> {text}"
        if CHINESE.search(CELLS.sub("", text)):
            yield f"Chinese in English: {source} -> {text}"


def problems() -> list[str]:
    """Everything that keeps the English from being complete."""
    catalogue = kept()
    there = {message.id: message for message in catalogue if message.id}
    wanted = extracted()
    missing = [f"not in the catalogue: {words}" for words in wanted if words not in there]
    left = [f"left over: {words}" for words in there if words not in wanted]
    old = [f"obsolete: {words}" for words in catalogue.obsolete]
    wrong = [flaw for message in there.values() for flaw in flaws(message)]
    stale = [] if MO.exists() and MO.read_bytes() == compiled(catalogue) else ["the .mo is stale"]
    return [*missing, *left, *old, *wrong, *stale]


def write() -> None:
    """Take new words in, drop old ones, compile."""
    catalogue = updated(kept())
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(written(catalogue))
    MO.write_bytes(compiled(kept()))


def main(arguments: list[str]) -> int:
    """The command line; 1 when something is left to do."""
    if arguments not in ([], ["--check"], ["--write"]):
        sys.stdout.write(str(__doc__))
        return 2
    if arguments == ["--write"]:
        write()
    found = problems()
    sys.stdout.write("".join(f"{line}\n" for line in found) or "complete\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
