"""A page to read and print: a drawn face, a line of time, and plain words. Holds no picture of
anybody: the face is the same for everyone, only the marks on it are the clip's."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from moodlens import words
from moodlens.records import Analysis, Event

#: Where each region is on the drawn face, 200 x 260, as one looks at somebody.
PLACES: dict[str, tuple[int, int]] = {
    "brow_inner_right": (82, 84),
    "brow_inner_left": (118, 84),
    "brow_outer_right": (56, 84),
    "brow_outer_left": (144, 84),
    "brow_low_right": (80, 96),
    "brow_low_left": (120, 96),
    "cheek_right": (58, 150),
    "cheek_left": (142, 150),
    "nose_right": (88, 142),
    "nose_left": (112, 142),
    "lip_upper_right": (90, 172),
    "lip_upper_left": (110, 172),
    "mouth_right": (74, 182),
    "mouth_left": (126, 182),
    "lip_lower": (100, 194),
    "chin": (100, 222),
}
TEXTS: dict[str, words.Said] = {
    "title": ("Movements of the face", "脸上的细小动作"),
    "none": ("No movement was found.", "没有看到明显的动作。"),
    "again": ("This clip cannot be judged.", "这段视频没法看。"),
    "micro": ("brief", "很短"),
    "macro": ("longer", "较长"),
    "where": ("where", "部位"),
    "when": ("when", "时间"),
    "kind": ("kind", "长短"),
    "size": ("size", "幅度"),
    "sure": ("how sure", "把握"),
    "unit": ("% of the distance of the eyes", "% 两眼距离"),
}
STYLE = """
body{font:16px/1.5 system-ui,"Noto Sans SC",sans-serif;max-width:44rem;margin:2rem auto;
padding:0 1rem;color:#1d2a2a;background:#fff}
h1{font-size:1.4rem}svg{max-width:100%;height:auto}table{border-collapse:collapse;width:100%}
td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #d5dedd}
.face *{fill:none;stroke:#7d9490;stroke-width:2}.face .on{stroke:none;fill:#b4532a}
.time line{stroke:#7d9490}.time rect{fill:#b4532a}.time rect.macro{fill:#2a6fb4}
.time text{font-size:11px}
@media (prefers-color-scheme:dark){body{color:#e3ecea;background:#142020}td,th{border-color:#334745}
.time text{fill:#e3ecea}}
"""


def page(answer: Analysis, language: str = "en") -> str:
    """One self-contained HTML page without scripts or anything from elsewhere."""
    title = _text("title", language)
    body = "\n".join(_body(answer, language))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body><h1>{title}</h1>\n{body}\n"
        f"<p>{escape(words.said(words.HONEST, language))}</p></body></html>\n"
    )


def _text(key: str, language: str) -> str:
    return escape(words.said(TEXTS[key], language))


def _body(answer: Analysis, language: str) -> Iterator[str]:
    if not answer.assessable:
        yield f"<p><strong>{_text('again', language)}</strong></p><ul>"
        for reason in answer.reasons:
            what, again = words.what(reason.code, language), words.again(reason.code, language)
            yield f"<li>{escape(what)} {escape(again)}</li>"
        yield "</ul>"
        return
    yield _face(answer)
    yield _time(answer, language)
    yield _table(answer, language) if answer.events else f"<p>{_text('none', language)}</p>"
    counted = words.said(words.COUNTED, language)
    yield f"<p>{counted.format(movements=len(answer.events), blinks=len(answer.blinks))}</p>"


def _face(answer: Analysis) -> str:
    marks = "".join(_mark(event) for event in answer.events)
    return (
        '<svg class="face" viewBox="0 0 200 260" width="260" role="img" aria-hidden="true">'
        '<path d="M100 20C50 20 30 70 32 120C34 190 70 246 100 246C130 246 166 190 168 120'
        'C170 70 150 20 100 20Z"/><path d="M44 90Q68 74 90 88M110 88Q132 74 156 90"/>'
        '<ellipse cx="68" cy="108" rx="18" ry="8"/><ellipse cx="132" cy="108" rx="18" ry="8"/>'
        '<path d="M98 112Q92 140 86 146Q100 156 114 146"/>'
        f'<path d="M72 182Q100 170 128 182Q100 200 72 182Z"/>{marks}</svg>'
    )


def _mark(event: Event) -> str:
    x, y = PLACES[event.region]
    radius = 4 + min(event.size_iod, 4)
    return (
        f'<circle class="on" cx="{x}" cy="{y}" r="{radius:.1f}" opacity="{event.confidence:.2f}"/>'
    )


def _time(answer: Analysis, language: str) -> str:
    whole = max(answer.duration or 1.0, 1.0)
    marks = []
    for event in answer.events:
        left, wide = 600 * event.onset / whole, 600 * (event.offset - event.onset) / whole
        high = 8 + min(8 * event.size_iod, 32)
        marks.append(
            f'<rect class="{event.kind}" x="{left:.1f}" y="{44 - high:.1f}" '
            f'width="{max(wide, 3):.1f}" height="{high:.1f}"/>'
        )
    seconds = range(0, int(whole) + 1, 5)
    ticks = "".join(f'<text x="{600 * at / whole:.0f}" y="60">{at} s</text>' for at in seconds)
    return (
        f'<svg class="time" viewBox="0 0 630 64" role="img" aria-label="{_text("when", language)}">'
        f'<line x1="0" y1="44" x2="600" y2="44"/>{"".join(marks)}{ticks}</svg>'
    )


def _table(answer: Analysis, language: str) -> str:
    heads = "".join(
        f"<th>{_text(key, language)}</th>" for key in ("when", "where", "kind", "size", "sure")
    )
    rows = "".join(_row(event, language) for event in answer.events)
    return f"<table><tr>{heads}</tr>{rows}</table>"


def _row(event: Event, language: str) -> str:
    cells = (
        f"{event.onset:.2f}-{event.offset:.2f} s",
        escape(words.said(words.REGIONS[event.region], language)),
        _text(event.kind, language),
        f"{event.size_iod:.1f} {_text('unit', language)}",
        f"{event.confidence:.0%}",
    )
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
