"""Template tags every page of Niangjia is drawn with.

They turn bound form fields and small records into the markup of the design kit, so that labels,
hints, error words and anchors agree on every page. Nothing here reads the database.
"""

import functools
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template import Context, Engine, Template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from niangjia.ui import keys

register = template.Library()

# Widgets whose label stands beside the control or that hold several controls.
GROUPS = ("radioselect", "checkboxselectmultiple")


@dataclass(frozen=True)
class Problem:
    """One sentence of the error summary and the field it leads to (`#q-<field>`)."""

    anchor: str
    text: str


@dataclass(frozen=True)
class Option:
    """One radio or checkbox of a group."""

    id: str
    name: str
    value: str
    label: str
    hint: str
    checked: bool
    kind: str


def star_words() -> list[str]:
    """The word for each number of stars, from none to five."""
    return [
        _("还没打分"),
        _("很不满意"),
        _("不太满意"),
        _("一般"),
        _("满意"),
        _("非常满意"),
    ]


@register.simple_tag
@functools.lru_cache(maxsize=512)
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite, decorative: the words beside it carry the meaning."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        css,
        static("ui/icons.svg"),
        name,
    )


LIST_ROW = (
    '<a class="r" href="{}"><span class="ic s g-{}">{}</span><span class="grow">'
    '<span class="t"><b>{}</b><span class="due {}">{}</span></span>'
    '<span class="sub">{}</span></span></a>'
)
LIST_ROW_NOW = LIST_ROW.replace('<a class="r"', '<a class="r" aria-current="true"')


@register.simple_tag(takes_context=True)
def menu(context: Context, groups: tuple[Hashable, ...]) -> SafeString:
    """The lines of a desk's menu under their headings."""
    drawn_by = cast(Template, context.template)
    return _menu(drawn_by.engine, groups, get_language())


@functools.lru_cache(maxsize=1024)
def _menu(engine: Engine, groups: tuple[Hashable, ...], _language: str | None) -> SafeString:
    """Drawn once for all who have the same lines and the same figures on them."""
    return engine.get_template("ui/parts/menu.html").render(Context({"groups": groups}))


class ListRow(Protocol):
    """A line of a desk's list. `due` has `kind` ("", ok, warn, err) and `label`."""

    id: str
    url: str
    title: str
    line: str
    icon: str
    group: str
    due: Any
    current: bool


@register.simple_tag
def list_rows(rows: Iterable[ListRow], ticks: object = False) -> SafeString:
    """The lines of a desk's list: icon, title, clock chip, what it is about; with `ticks`, each has
    a box in front of it for the form `bulk` that acts on many.

    Drawn here and not in a template of its own: with twenty on a page, the template engine took
    half the time of the whole page (`bench/cases.py`).
    """
    tick = _("勾上")
    drawn = ((_tick(row, tick) if ticks else "", _line(row)) for row in rows)
    return format_html_join("", "<li>{}{}</li>", drawn)


def _line(row: ListRow) -> SafeString:
    return format_html(
        LIST_ROW_NOW if row.current else LIST_ROW,
        row.url,
        row.group,
        icon(row.icon),
        row.title,
        row.due.kind,
        row.due.label,
        row.line,
    )


TICK = (
    '<label class="tk"><input type="checkbox" name="case" value="{}" form="bulk">'
    '<span class="vh">{} {}</span></label>'
)


def _tick(row: ListRow, word: str) -> SafeString:
    return format_html(TICK, row.id, word, row.title)


@register.inclusion_tag("ui/parts/starline.html")
def starline(stars: int) -> dict[str, object]:
    """Five small stars, `stars` of them filled (0 to 5), with the figure for screen readers."""
    label = _("%(stars)s 星，满分 5 星") % {"stars": stars}
    return {"label": label, "filled": [n <= stars for n in range(1, 6)]}


@register.simple_tag
def star_word(stars: int) -> str:
    """The word said for a number of stars."""
    return star_words()[stars]


@register.inclusion_tag("ui/parts/status.html")
def status_tag(state: object) -> dict[str, object]:
    """A pill for a record with `kind` (ok, warn, err, info or empty), `icon` and `label`."""
    return {"state": state}


def problems_of(form: BaseForm) -> Iterator[Problem]:
    """Every error of a form, in the order of its fields, those of the whole form first."""
    for text in form.non_field_errors():
        yield Problem("", str(text))
    for bound in form:
        for text in bound.errors:
            yield Problem(f"q-{bound.html_name}", str(text))


@register.inclusion_tag("ui/parts/errbox.html")
def errbox(*forms: object) -> dict[str, object]:
    """The error summary: takes the focus, links to each field, same words as by the field.

    A page with several forms names them all; those it does not hold this time are passed over.
    """
    held = [form for form in forms if isinstance(form, BaseForm)]
    problems = [problem for form in held for problem in problems_of(form)]
    return {"problems": problems}


def described_by(bound: BoundField, hint: object) -> str:
    """Ids of the hint and error lines that belong to a control, for aria-describedby."""
    name = bound.html_name
    ids = [f"h-{name}" if hint else "", f"e-{name}" if bound.errors else ""]
    return " ".join(part for part in ids if part)


def question(bound: BoundField, label: str, hint: str, optional: bool) -> dict[str, Any]:
    """What every kind of field shows: its label, hint, errors and anchor."""
    return {
        "bound": bound,
        "name": bound.html_name,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "optional": optional,
        "errors": list(bound.errors),
    }


def input_attrs(bound: BoundField, hint: object, extra: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes of a text control: class, description, and what the page asks for.

    Underscores in names become hyphens, so `data_keep="x"` writes `data-keep`.
    """
    css = f"in {extra.get('css', '')}".strip()
    attrs: dict[str, Any] = {"class": css}
    if ids := described_by(bound, hint):
        attrs["aria-describedby"] = ids
    attrs |= {key.replace("_", "-"): value for key, value in extra.items() if key != "css"}
    return attrs


@register.inclusion_tag("ui/parts/field.html")
def field(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    optional: bool = False,
    tally: bool = False,
    **extra: Any,
) -> dict[str, Any]:
    """A text, number, file or choice control: label above, hint and error under it.

    Groups of radios or checkboxes are drawn as chips. `tally` counts the letters typed.
    `type` changes the kind of input. Further keywords become attributes (`autocomplete="tel"`,
    `data_keep="review"`, `css="code"`).
    """
    context = question(bound, label, hint, optional)
    if bound.widget_type in GROUPS:
        return context | {"options": options_of(bound), "grouped": True}
    limit = bound.field.widget.attrs.get("maxlength") or getattr(bound.field, "max_length", None)
    if tally and limit:
        extra["data_count"] = f"n-{bound.html_name}"
    if kind := extra.pop("type", ""):
        # As an attribute it would stand beside the widget's own, and the first one wins.
        bound.field.widget.input_type = kind
    control = bound.as_widget(attrs=input_attrs(bound, context["hint"], extra))
    length = len(str(bound.value() or ""))
    counted = limit if tally else None
    return context | {"control": control, "limit": counted, "length": length, "grouped": False}


def options_of(bound: BoundField, hints: Mapping[str, str] | None = None) -> list[Option]:
    """The radios or checkboxes of a group, empty choices left out."""
    hints = hints or {}
    kind = "checkbox" if bound.widget_type == "checkboxselectmultiple" else "radio"
    return [
        Option(
            id=str(sub.id_for_label),
            name=str(sub.data["name"]),
            value=str(sub.data["value"]),
            label=str(sub.choice_label),
            hint=str(hints.get(str(sub.data["value"]), "")),
            checked=bool(sub.data["selected"]),
            kind=kind,
        )
        for sub in bound.subwidgets
        if str(sub.data["value"] or "")
    ]


@register.inclusion_tag("ui/parts/chips.html")
def chips(
    bound: BoundField, label: str = "", hint: str = "", optional: bool = False
) -> dict[str, Any]:
    """One (radio) or several (checkbox) of a few short choices, as pills."""
    return question(bound, label, hint, optional) | {"options": options_of(bound)}


@register.inclusion_tag("ui/parts/picks.html")
def picks(
    bound: BoundField,
    label: str = "",
    hint: str = "",
    hints: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """One of a few choices that need a sentence each; `hints` maps a value to its sentence."""
    return question(bound, label, hint, False) | {"options": options_of(bound, hints)}


@register.inclusion_tag("ui/parts/stars.html")
def stars(bound: BoundField, label: str = "", hint: str = "") -> dict[str, Any]:
    """Five stars as radios in natural order; filled by CSS, words by script where there is one."""
    words = star_words()
    value = str(bound.value() or "0")
    chosen = int(value) if value in "012345" else 0
    context = question(bound, label, hint, False)
    scale = [(n, words[n]) for n in range(1, 6)]
    return context | {"scale": scale, "chosen": chosen, "word": words[chosen], "words": words}


@register.inclusion_tag("ui/parts/switch.html")
def switch(
    bound: BoundField, label: str = "", hint: str = "", mark: str = "", group: str = "calm"
) -> dict[str, Any]:
    """A checkbox drawn as a switch, with an icon (`mark`) on the colour of a group."""
    context = question(bound, label, hint, False)
    return context | {"checked": bool(bound.value()), "mark": mark, "group": group}


@register.inclusion_tag("ui/parts/keys.html", takes_context=True)
def keys_help(context: Mapping[str, Any]) -> dict[str, Any]:
    """The help on a desk's keys, which is also what the script goes by."""
    return {
        "rows": key_rows(get_language()),
        "look": context["look"],
        "request": context["request"],
    }


KEY_ROW = '<div data-press="{}" data-does="{}"{}><dt>{}</dt><dd>{}</dd></div>'
ALSO_ROW = "<div><dt><kbd>{}</kbd></dt><dd>{}</dd></div>"


@functools.cache
def key_rows(_language: str | None) -> SafeString:
    """What each key does, as lines; the same on every page of a desk, so drawn once a language."""
    lines = [
        format_html(
            KEY_ROW,
            key.press,
            "go" if key.press.startswith("g ") else key.does,
            _goes(key),
            format_html_join("", "<kbd>{}</kbd>", [(cap.upper(),) for cap in key.press.split()]),
            _(key.says),
        )
        for key in keys.KEYS
    ]
    also = format_html_join("", ALSO_ROW, [(cap, _(says)) for cap, says in keys.ALSO])
    return format_html("{}{}", format_html_join("", "{}", [(line,) for line in lines]), also)


def _goes(key: keys.Key) -> str:
    return format_html(' data-url="{}"', reverse(key.does)) if key.press.startswith("g ") else ""


OPTION = '<option value="{}"{}>{}</option>'


@register.simple_tag
@functools.lru_cache(maxsize=1024)
def options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of a select, (value, label) each; kept, as lists are drawn with the same ones."""
    rows = [(v, " selected" if v == chosen else "", label) for v, label in choices]
    return format_html_join("", OPTION, rows)


@register.filter
def without_empty(values: Iterable[object]) -> list[str]:
    """The values that say something, for lines such as `百川纺织 · 住宿 · 11-19`."""
    return [str(value) for value in values if value]
