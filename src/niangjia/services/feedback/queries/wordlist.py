"""The word list of triage help as it holds at a union, and what a sentence makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import day_text
from niangjia.kernel.base.kept import Kept
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import boards as own
from niangjia.kernel.cases.door import learned, lessons
from niangjia.kernel.desks.door import wordlists
from niangjia.services.feedback import rules

#: How sections without a title of their own are called, on pages and in files.
URGENCIES = {"now": noop("像是急事，今天就看"), "soon": noop("有点急")}
HOW = {
    "edited": noop("改的"),
    "brought": noop("传文件改的"),
    "undone": noop("退回去的"),
}

_kept: Kept[rules.Words] = Kept()


@dataclass(frozen=True, slots=True)
class Section:
    """One section to choose: its key, its title, how many words hold, and how many are ours."""

    key: str
    title: str
    count: int
    ours: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as the page lists it; the newest cannot be gone back to."""

    number: int
    line: str
    counts: str
    newest: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """The list at a union: what it inherits, what it changes, and what holds."""

    inherited: dict[str, dict[str, float]]
    here: dict[str, dict[str, float]]
    change: wordlists.Change
    number: int
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Led:
    """A word that was heard, and what it speaks for."""

    word: str
    says: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a sentence is taken for."""

    board: str
    topics: tuple[str, ...]
    urgency: str
    words: tuple[Led, ...]


def words(actor: Actor) -> rules.Words:
    """The list that holds at the acting union; kept for some seconds."""
    return _kept.get(actor.org_path, lambda: at(actor.org_path))


def at(path: str) -> rules.Words:
    """The list that holds at a place; the house's where nobody changed it."""
    changes = [version.change for version in wordlists.in_force(rules.SERVICE, path)]
    if not changes:
        return rules.HOUSE
    return rules.words_of(wordlists.applied(rules.SECTIONS, changes))


def forget() -> None:
    """Drop what this process keeps; called after a change."""
    _kept.forget()


@query(permit="feedback.wordlist")
def listed(actor: Actor) -> Listed:
    """The list at the acting union, fresh."""
    found = wordlists.in_force(rules.SERVICE, actor.org_path)
    above = [version for version in found if version.org_path != actor.org_path]
    mine = [version for version in found if version.org_path == actor.org_path]
    inherited = wordlists.applied(rules.SECTIONS, [version.change for version in above])
    change = mine[0].change if mine else wordlists.Change()
    return Listed(
        inherited,
        wordlists.applied(inherited, [change]),
        change,
        mine[0].number if mine else 0,
        tuple(version.org_name for version in above),
    )


def titles() -> dict[str, str]:
    """Key -> title of every section, in the words a file names them by: a file is Chinese."""
    added = [board for board in own.own_boards(rules.SERVICE) if not board.closed]
    house = {title: title for _key, title in rules.BOARDS}
    topics = {topic: topic for topic in rules.TOPICS if topic in rules.SECTIONS}
    return house | {board.key: board.title for board in added} | topics | URGENCIES


def section_title(key: str) -> str:
    """A section in the reader's language."""
    return _(titles().get(key, key))


@query(permit="feedback.wordlist")
def sections(actor: Actor, found: Listed, chosen: str, base: str) -> list[Section]:
    """Every section to choose from."""
    out = []
    for key, title in titles().items():
        ours = len(found.change.added.get(key, {})) + len(found.change.removed.get(key, ()))
        count = len(found.here.get(key, {}))
        out.append(Section(key, _(title), count, ours, f"{base}?of={key}", key == chosen))
    return out


@query(permit="feedback.wordlist")
def versions(actor: Actor) -> list[VersionRow]:
    """Who changed the list, when, and how much of it is ours since."""
    found = wordlists.versions(actor, rules.SERVICE)
    return [_row(version, newest=n == 0) for n, version in enumerate(found)]


def _row(version: wordlists.Version, *, newest: bool) -> VersionRow:
    more, less = version.change.counts
    said = {"who": version.by_name, "how": _(HOW[version.how])}
    line = " · ".join((day_text(version.made_at), _("%(who)s %(how)s") % said))
    counts = _("加了 %(more)d 个，去掉 %(less)d 个") % {"more": more, "less": less}
    return VersionRow(version.number, line, counts, newest)


def lines(words: Mapping[str, float]) -> str:
    """A section as it is typed: one word a line, its weight where it is not 1."""
    return "\n".join(word if x == 1 else f"{word} {x:g}" for word, x in words.items())


@query(permit="feedback.wordlist")
def rows(actor: Actor) -> list[tuple[str, str, str]]:
    """The whole list as a file: section, word, weight."""
    found, named = listed(actor), titles()
    return [
        (named[key], word, f"{x:g}") for key in named for word, x in found.here.get(key, {}).items()
    ]


@query(permit="feedback.wordlist")
def tried(actor: Actor, text: str, here: wordlists.Sections) -> Tried:
    """What a sentence would be taken for with this list, and by which words."""
    words = rules.words_of(here)
    learnt = lessons.learnt(actor, rules.SERVICE)
    model = learned.read(learnt.weights, words.boards) if learnt.weights else None
    found = rules.suggest(text, model, words)
    named = {section: _(title) for section, title in titles().items()}
    keys = {board: section for section, board in words.board_of.items()}
    return Tried(
        named.get(keys.get(found.board or "", ""), ""),
        tuple(_(topic) for topic in found.topics),
        named.get(found.urgency, ""),
        tuple(
            Led(word, _("、").join(named.get(one, one) for one in said))
            for word, said in rules.heard(text, words)
        ),
    )


def told(change: wordlists.Change) -> str:
    """What a save did, in a sentence."""
    more, less = change.counts
    words = _("存好了：本工会一共加了 %(more)d 个词，去掉 %(less)d 个。马上就按新的提示。")
    return words % {"more": more, "less": less}
