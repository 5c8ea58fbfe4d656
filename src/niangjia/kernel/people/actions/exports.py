"""Taking a list out of the house: written down, phones masked, formulas disarmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import today
from niangjia.kernel.base.paging import Page
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.people.queries import directory

#: Rows of one file. Whoever needs more asks for one union after the other.
MOST = 20_000
CHUNK = 1000
PEOPLE = (noop("姓名"), noop("手机"), noop("所在单位"), noop("职务"), noop("状态"))
ORGS = (noop("单位"), noop("代码"), noop("类别"), noop("上级"), noop("人数"), noop("状态"))
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exported:
    """A table to hand out."""

    title: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


@action(permit="people.directory", audit="directory.exported", silent=True)
def export_list(actor: Actor, *, kind: str, text: str = "") -> Exported:
    """The list of the directory as a table, with the same search."""
    title = _("名册") + f"-{today():%Y%m%d}"
    if kind == "people":
        found = _all(lambda after: directory.people(actor, text=text, after=after, size=CHUNK))
        return Exported(
            title,
            _all_words(PEOPLE),
            [(p.name, p.phone_masked, p.org, p.post, p.state.label) for p in found],
        )
    listed = _all(lambda after: directory.orgs(actor, text=text, after=after, size=CHUNK))
    return Exported(
        title,
        _all_words(ORGS),
        [(o.name, o.code, o.kind_label, o.parent, o.people_text, o.state.label) for o in listed],
    )


def _all_words(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_(column) for column in columns)


def _all(read: Callable[[str], Page[T]]) -> Iterator[T]:
    """Page after page, up to the most."""
    after, given = "", 0
    while True:
        found = read(after)
        yield from found.items
        given += len(found.items)
        after = found.cursor
        if not after:
            return
        if given >= MOST:
            raise Refusal("export_size", "太多了，一次最多导出两万行，请先搜索或到下级单位里导出。")
