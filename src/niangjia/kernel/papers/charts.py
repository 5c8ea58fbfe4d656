"""Bars as a drawing. The figures stand beside it in a table: a chart never says something alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from .paper import clean

ROW, LABEL, WIDTH, NUMBER = 30, 170, 600, 90
INK, BAR, TRACK = "#2A211D", "#B3161B", "#EFE8DF"
LETTERS = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what, how long (0 to 1; None: not shown), and the figure in words."""

    label: str
    share: float | None
    text: str


def bars(rows: Sequence[Bar]) -> bytes:
    """A drawing of bars under one another, as SVG."""
    height = ROW * len(rows) + 6
    body = "".join(_row(row, n * ROW + 6) for n, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="{LETTERS}" font-size="15" fill="{INK}">{body}</svg>'
    ).encode()


def _row(row: Bar, top: int) -> str:
    room = WIDTH - LABEL - NUMBER
    long = room * min(max(row.share or 0.0, 0.0), 1.0)
    label = row.label if len(row.label) <= 11 else row.label[:10] + "…"
    return (
        f'<text x="{LABEL - 10}" y="{top + 17}" text-anchor="end">{_said(label)}</text>'
        f'<rect x="{LABEL}" y="{top + 3}" width="{room}" height="18" rx="4" fill="{TRACK}"/>'
        f'<rect x="{LABEL}" y="{top + 3}" width="{long:.1f}" height="18" rx="4" fill="{BAR}"/>'
        f'<text x="{WIDTH - NUMBER + 8}" y="{top + 17}">{_said(row.text)}</text>'
    )


def _said(text: str) -> str:
    return escape(clean(text).replace("\n", " "))
