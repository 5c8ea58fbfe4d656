"""A document as data: what it says, not how it looks. Text is text: nothing in it runs.

paper = Paper(
    title="关于加班费的意见书",
    issuer="临江区总工会",
    number="临工监〔2026〕7 号",
    to="蓝鲸装备有限公司",
    body=(Heading("一、情况"), *paras(words), Table(("月份", "小时"), (("9 月", "36"),))),
    sign=Sign("临江区总工会", "2026年11月20日"),
    official=True,
)
as_pdf(paper), as_docx(paper), as_html(paper)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from niangjia.kernel.base.clock import now

#: Marks that turn the direction of writing: they can make a text read as another one.
TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"


def clean(text: str) -> str:
    """Text any reader of documents takes: no control characters, nothing that turns writing."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in kept if c == "\n" or _printable(c))


def _printable(char: str) -> bool:
    return char not in TURNING and unicodedata.category(char) not in {"Cc", "Cs", "Cn"}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document, level 1 to 3. Its number (一、) is part of the text."""

    text: str
    level: int = 1
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `plain` begins at the margin; `small` is a note."""

    text: str
    plain: bool = False
    small: bool = False
    kind: ClassVar[str] = "para"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A list, numbered 1. 2. 3. from `start` on."""

    items: tuple[str, ...]
    start: int = 1
    kind: ClassVar[str] = "numbered"

    @property
    def lines(self) -> list[str]:
        """Each item behind its number."""
        return [f"{n}. {item}" for n, item in enumerate(self.items, self.start)]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head that every page repeats. Raises ValueError where a row has other cells.

    `numbers` names the columns, from 0, that are set to the right.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numbers: frozenset[int] = frozenset()
    kind: ClassVar[str] = "table"

    def __post_init__(self) -> None:
        if not self.head or any(len(row) != len(self.head) for row in self.rows):
            raise ValueError("every row of a table has a cell under each heading")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (SVG or PNG, in bytes) with words for who cannot see it. `width` of the text's."""

    image: bytes
    alt: str
    caption: str = ""
    width: float = 1.0
    kind: ClassVar[str] = "figure"

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError("a figure without words is nothing to who cannot see it")
        if not 0 < self.width <= 1:
            raise ValueError("a figure is at most as wide as the text")

    @property
    def svg(self) -> bool:
        """True for a drawing, False for a PNG."""
        return not self.image.startswith(b"\x89PNG")


@dataclass(frozen=True, slots=True)
class Break:
    """What follows begins a new page."""

    kind: ClassVar[str] = "break"


Block = Heading | Para | Numbered | Table | Figure | Break


@dataclass(frozen=True, slots=True)
class Sign:
    """Who signs and when, at the right margin; `lines` (address, telephone) stand below."""

    name: str
    day: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document. `official` sets it as GB/T 9704-2012 does: its margins, and type of size 3.

    `made_at` (aware) is the date in the file; a given paper is the same bytes at any time after.
    """

    title: str
    body: tuple[Block, ...]
    issuer: str = ""
    number: str = ""
    to: str = ""
    sign: Sign | None = None
    foot: str = ""
    official: bool = False
    made_at: datetime = field(default_factory=now)

    @property
    def salutation(self) -> str:
        """The line that says whom it is for."""
        return f"{self.to}：" if self.to else ""


def paras(text: str) -> tuple[Para, ...]:
    """Typed text as paragraphs: each line with words in it is one."""
    lines = (line.strip() for line in clean(text).split("\n"))
    return tuple(Para(line) for line in lines if line)


def file_name(paper: Paper, suffix: str) -> str:
    """A name for the download that every system takes: the title without marks, and a suffix."""
    words = re.sub(r"[^\w()〔〕-]+", " ", clean(paper.title)).strip()
    return f"{words[:80] or 'paper'}.{suffix}"
