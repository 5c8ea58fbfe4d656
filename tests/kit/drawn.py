"""Forms as the pages draw them, filled in the way somebody would who only wants to get on."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TEXT = "食堂的饭菜经常是凉的，请看看。"
FILLED = {
    "number": "3",
    "date": "2026-11-02",
    "datetime-local": "2026-11-02T09:30",
    "tel": "13800000099",
    "email": "a@example.invalid",
    "color": "#225577",
}
#: What fits by name, in the world of tests/kit/world.py.
NAMED = {
    "phone": "13800000099",
    "author_phone": "13800000099",
    "id_number": "",
    "credit_code": "",
    "parent": "Ca1",
    "union": "Ca1y",
    "employer": "Ca1y-firm",
    "region": "330199",
    "score": "3",
    "outcome": "back",
}


@dataclass(slots=True)
class Drawn:
    """One form: where it goes and what it would send."""

    method: str
    action: str
    multipart: bool = False
    values: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    def copy(self) -> dict[str, list[str]]:
        """Its values, to be changed."""
        return {name: list(values) for name, values in self.values.items()}


class Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Drawn] = []
        self.open: Drawn | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(given)
        elif self.open is not None and tag in ("input", "button", "textarea", "select"):
            self._field(tag, given)
        elif self.open is not None and tag == "option" and self.select and given.get("value"):
            self._offer(self.select, given["value"], "selected" in given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "select":
            self.select = ""

    def _begin(self, given: dict[str, str]) -> None:
        self.open = Drawn(
            given.get("method", "get").lower(),
            given.get("action") or self.path,
            "multipart" in given.get("enctype", ""),
        )
        self.forms.append(self.open)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "text")
        if not name or self.open is None:
            return
        if tag == "select":
            self.select = name
            self.open.values.setdefault(name, [])
        elif kind == "file":
            self.open.files.add(name)
        elif kind in ("radio", "checkbox"):
            self._offer(name, given.get("value", "on"), "checked" in given)
        else:
            filled = TEXT if tag == "textarea" else FILLED.get(kind, "临江区")
            self.open.values[name] = [given.get("value") or NAMED.get(name, filled)]

    def _offer(self, name: str, value: str, chosen: bool) -> None:
        """One of several: the chosen one, else the last that is offered."""
        if self.open is None:
            return
        mark = f"\0{name}"
        chosen = (chosen and name not in NAMED) or value == NAMED.get(name)
        if chosen or mark not in self.open.files:
            self.open.values[name] = [value]
        if chosen:
            self.open.files.add(mark)


def forms(html: str, path: str) -> list[Drawn]:
    """The forms of a page that write something."""
    reader = Reader(path)
    reader.feed(html)
    for one in reader.forms:
        one.files = {name for name in one.files if not name.startswith("\0")}
    return [one for one in reader.forms if one.method == "post"]
