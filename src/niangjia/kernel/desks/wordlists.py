"""What unions change in a word list that comes with the house: added, taken away, and undone.

A version holds all that a union changes, so that the newest is the whole truth and going back is
one more version. What a union changed holds for those below it too, who may change it again.
Source: docs/adr/0024-a-word-list-is-changed-by-versions.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from niangjia.kernel.acts.action import action, query
from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Hidden, Refusal

from .models import WordList

#: Words of each section with their weight.
Sections = Mapping[str, Mapping[str, float]]

#: Words a union adds at most, and takes away at most; versions shown.
MOST, SHOWN = 3000, 30
FIELDS = ("number", "org_name", "org_path", "added", "removed", "how", "by_name", "made_at")


@dataclass(frozen=True, slots=True)
class Change:
    """All that one union changes: words added with their weight, and words taken away."""

    added: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    removed: Mapping[str, Collection[str]] = field(default_factory=dict)

    @property
    def counts(self) -> tuple[int, int]:
        """How many words are added, and how many taken away."""
        return sum(map(len, self.added.values())), sum(map(len, self.removed.values()))


@dataclass(frozen=True, slots=True)
class Version:
    """A union's change with who made it and when. `how`: edited, brought (as a file) or undone."""

    number: int
    org_name: str
    org_path: str
    change: Change
    how: str
    by_name: str
    made_at: datetime


def applied(sections: Sections, changes: Iterable[Change]) -> dict[str, dict[str, float]]:
    """The list with what unions changed, the uppermost first."""
    out = {section: dict(words) for section, words in sections.items()}
    for change in changes:
        for section, gone in change.removed.items():
            for word in gone:
                out.get(section, {}).pop(word, None)
        for section, words in change.added.items():
            out.setdefault(section, {}).update(words)
    return out


def difference(inherited: Sections, wanted: Sections) -> Change:
    """What must be changed in the inherited list so that the wanted one comes of it."""
    added = {
        section: more
        for section, words in wanted.items()
        if (more := {w: x for w, x in words.items() if inherited.get(section, {}).get(w) != x})
    }
    removed = {
        section: gone
        for section, words in inherited.items()
        if (gone := [word for word in words if word not in wanted.get(section, {})])
    }
    return Change(added, removed)


def in_force(service: str, path: str) -> list[Version]:
    """The newest version of every union from the root down to a place. One statement."""
    places = [path[:n] for n, sign in enumerate(path, 1) if sign == "."]
    rows = WordList.objects.filter(org_path__in=places, service=service)
    newest = rows.order_by("org_path", "-number").distinct("org_path")
    return [_version(values) for values in newest.values(*FIELDS)]


def _version(values: dict[str, Any]) -> Version:
    return Version(change=Change(values.pop("added"), values.pop("removed")), **values)


@query(permit="desks.words")
def versions(actor: Actor, service: str) -> list[Version]:
    """What the acting union changed, the newest first."""
    rows = _own(actor, service).order_by("-number").values(*FIELDS)[:SHOWN]
    return [_version(values) for values in rows]


@action(permit="desks.words", audit="desks.word_list_changed", silent=True)
def change(actor: Actor, *, service: str, base: int, change: Change, how: str) -> WordList:
    """Change the list from now on; `base` is the version it was seen at, 0 for none."""
    _within_limits(change)
    return _add(actor, service, base, change, how)


@action(permit="desks.words", audit="desks.word_list_undone", silent=True)
def go_back(actor: Actor, *, service: str, base: int, number: int) -> WordList:
    """Have it as it was at a version, as one more version; 0 is the list without any change."""
    before = Change()
    if number:
        rows = _own(actor, service).filter(number=number).values(*FIELDS)
        if not rows:
            raise Hidden("no_version")
        before = _version(rows[0]).change
    return _add(actor, service, base, before, "undone")


def _own(actor: Actor, service: str) -> QuerySet[WordList]:
    return WordList.objects.filter(org_id=actor.org, service=service)


def _within_limits(change: Change) -> None:
    if max(change.counts) > MOST:
        raise Refusal("too_many_words", "改得太多了：最多加三千个、去掉三千个。", status=422)


def _add(actor: Actor, service: str, base: int, change: Change, how: str) -> WordList:
    newest = _own(actor, service).order_by("-number").values_list("number", flat=True).first()
    if (newest or 0) != base:
        raise Refusal("changed_meanwhile", "刚才有人改过词表，请看看现在的再改；你写的还在。")
    made = WordList(
        service=service,
        org_id=actor.org,
        org_name=actor.org_name,
        org_root=actor.org_root,
        org_path=actor.org_path,
        number=base + 1,
        added={section: dict(words) for section, words in change.added.items()},
        removed={section: list(words) for section, words in change.removed.items()},
        how=how,
        by_name=actor.name,
        made_at=now(),
    )
    made.save(force_insert=True)
    return made
