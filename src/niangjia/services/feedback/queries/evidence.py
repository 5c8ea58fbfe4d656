"""Files on a review as each reader may know them, and the queue of those to be looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import day_text, now, span_text
from niangjia.kernel.base.types import Actor
from niangjia.kernel.cases.door import covering, evidence, queries
from niangjia.kernel.files import door as files
from niangjia.services.feedback import rules

#: Reader -> the name of the address of a file.
ADDRESSES = {"author": "feedback:file", "union": "feedback_desk:file", "firm": "feedback_firm:file"}
#: Reader -> side -> the heading of what that side brought.
TITLES: dict[str, dict[str, str]] = {
    "author": {
        "author": noop("你传的"),
        "union": noop("工会给你的"),
        "firm": noop("公司给的，工会转来"),
    },
    "union": {
        "author": noop("职工传的"),
        "union": noop("工会传的"),
        "firm": noop("公司传的"),
    },
    "firm": {"author": noop("工会转来的"), "firm": noop("你们传的")},
}
#: Reader -> side -> state -> who gets to see it.
SAID: dict[str, dict[str, dict[str, str]]] = {
    "author": {
        "author": {
            "waiting": noop("工会看过才会给公司看"),
            "released": noop("公司也看得到"),
            "kept": noop("只有工会看得到"),
            "covered": noop("这张不给公司看，只给遮过的"),
        },
    },
    "union": {
        "author": {
            "waiting": noop("等着看，公司看不到"),
            "released": noop("给公司看了"),
            "kept": noop("不给公司看"),
            "covered": noop("这张不给公司看，只给遮过的"),
        },
        "firm": {
            "waiting": noop("等着看，本人看不到"),
            "released": noop("转给本人了"),
            "kept": noop("不转给本人"),
            "covered": noop("这张不转给本人，只转遮过的"),
        },
    },
    "firm": {
        "firm": {
            "waiting": noop("工会看过才会给职工看"),
            "released": noop("职工也看得到"),
            "kept": noop("只有工会看得到"),
            "covered": noop("这张不给职工看，只给遮过的"),
        },
    },
}
#: Side -> the third person: who sees of it what was let go, and needs no word that it is a copy.
STRANGER = {"author": "firm", "firm": "author", "union": ""}
#: What a badge counts to.
MOST = 100


@dataclass(frozen=True, slots=True)
class Gallery:
    """What one side brought."""

    title: str
    files: list[files.showing.Shown]


def galleries(actor: Actor, case_id: UUID, reader: str, count: int) -> list[Gallery]:
    """What hangs on a case, side by side; `reader` is author, union or firm.

    `count` is how many the case says were ever hung there: nothing is asked for where none was.
    """
    hung = evidence.on_case(actor, case_id) if count else []
    out = []
    for side, title in TITLES[reader].items():
        held = [one for one in hung if one.side == side]
        shown = files.showing.gallery([one.file for one in held], address(reader, case_id))
        said = [said_of(reader, one) for one in held]
        shown = [replace(one, said=words) for one, words in zip(shown, said, strict=True)]
        out += [Gallery(_(title), shown)] if shown else []
    return out


@dataclass(frozen=True, slots=True)
class SheetPicture:
    """A small picture on paper."""

    thumb: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pictures of a printed case; `left`: how many more there are that no third person saw."""

    pictures: list[SheetPicture]
    left: int
    inner: bool


def sheet(actor: Actor, case_id: UUID, count: int, *, inner: bool) -> Sheet:
    """Pictures of a case for a printed sheet. Paper goes from hand to hand: what no third person
    was let see is on it only where somebody asks for the union's own copy (`inner`)."""
    hung = evidence.on_case(actor, case_id) if count else []
    photos = [one for one in hung if one.file.kind == "photo"]
    open_ones = [one for one in photos if inner or _may_go_round(one)]
    shown = files.showing.gallery([one.file for one in open_ones], address("union", case_id))
    pairs = zip(open_ones, shown, strict=True)
    return Sheet([_on_sheet(*pair) for pair in pairs], len(photos) - len(open_ones), inner)


def _may_go_round(one: evidence.Hung) -> bool:
    return one.side == evidence.UNION or one.state == evidence.RELEASED


def _on_sheet(one: evidence.Hung, shown: files.showing.Shown) -> SheetPicture:
    parts = (_(TITLES["union"][one.side]), shown.alt, said_of("union", one))
    return SheetPicture(shown.thumb, shown.alt, " · ".join(part for part in parts if part))


def said_of(reader: str, hung: evidence.Hung) -> str:
    """Who gets to see a file, and why not, where there is something to say."""
    words = SAID[reader].get(hung.side, {}).get(hung.state, "")
    reason = hung.reason if hung.state == "kept" and reader != "firm" else ""
    covered = _("遮过的") if hung.of and reader != STRANGER[hung.side] else ""
    said = _("，").join(part for part in (covered, _(words) if words else "") if part)
    return _("：").join(part for part in (said, reason) if part)


def address(reader: str, case_id: UUID) -> Callable[[UUID, str], str]:
    """How a reader gets at a part of a file of a case."""

    def made(one: UUID, part: str) -> str:
        return reverse(ADDRESSES[reader], args=[case_id, one, part])

    return made


def weight(actor: Actor, case_id: UUID) -> int:
    """Bytes that hang on a case already."""
    return evidence.weight(actor, case_id)


@query(permit="feedback.write")
def for_author(actor: Actor, case_id: UUID, file_id: UUID) -> files.Stored:
    """A file of an own case."""
    return evidence.one(actor, case_id, file_id).file


@query(permit="feedback.firm")
def for_firm(actor: Actor, case_id: UUID, file_id: UUID) -> files.Stored:
    """A file the firm may see."""
    return evidence.one(actor, case_id, file_id).file


@dataclass(frozen=True, slots=True)
class Looked:
    """A file at the desk; with a subject, that person is told of the look."""

    file: files.Stored
    subject_id: UUID | None
    object_id: UUID


@query(permit="feedback.desk", looks_at=noop("处理办件时看了你传的照片、录音或文件"))
def for_union(actor: Actor, case_id: UUID, file_id: UUID) -> Looked:
    """A file at the desk. Whoever brought it as the author is told, once a quarter of an hour."""
    hung = evidence.one(actor, case_id, file_id)
    told = hung.side == evidence.AUTHOR and evidence.is_new_look(actor, case_id)
    return Looked(hung.file, evidence.author_of(actor, case_id) if told else None, case_id)


@dataclass(frozen=True, slots=True)
class ToScreen:
    """One file of the queue."""

    id: str
    case_url: str
    case_title: str
    line: str
    whose: str
    shown: files.showing.Shown
    late: bool
    due: str
    #: Where parts of it are covered, or its copy is taken away; "" where they cannot be.
    cover: str = ""
    uncover: str = ""
    #: The picture has a copy that is decided on in its stead.
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """The page of what is to be looked at. `waiting` counts to a limit."""

    items: list[ToScreen]
    waiting: str
    oldest: str
    of_case: str


@query(permit="feedback.screen")
def queue(actor: Actor, case_id: UUID | None) -> Queue:
    """Files that wait for the actor's union, or all of one case that a third person may see."""
    held = evidence.pending(actor, rules.SERVICE, case_id)
    count = evidence.count(actor, rules.SERVICE, MOST)
    of_case = held[0].number if case_id and held else ""
    waiting = f"{count.waiting}" if count.waiting < MOST else "99+"
    oldest = span_text(now() - count.oldest) if count.oldest else ""
    return Queue([_to_screen(one) for one in held], waiting, oldest, of_case)


#: Whose a file is -> what is asked about it.
WHOSE = {"author": noop("职工传的，要不要给公司看？"), "firm": noop("公司传的，要不要转给本人？")}


def _to_screen(one: evidence.Pending) -> ToScreen:
    (shown,) = files.showing.gallery([one.hung.file], address("union", one.case_id))
    late = one.due_at is not None and one.due_at < now()
    due = _("说好%s前看") % day_text(one.due_at) if one.due_at else ""
    return ToScreen(
        str(one.hung.file.id),
        reverse("feedback_desk:case", args=[one.case_id]),
        one.title,
        " · ".join(part for part in (one.firm_name, one.number) if part),
        _(WHOSE[one.hung.side]),
        replace(shown, said=said_of("union", one.hung)),
        late,
        due,
        _cover(one),
        _uncover(one),
        one.hung.state == covering.COVERED,
    )


def _cover(one: evidence.Pending) -> str:
    may = bool(one.firm_name) and bool(covering.may_cover(one.hung))
    return reverse("feedback_desk:cover", args=[one.case_id, one.hung.file.id]) if may else ""


def _uncover(one: evidence.Pending) -> str:
    may = one.hung.of is not None and one.hung.state != covering.RELEASED
    return reverse("feedback_desk:uncover", args=[one.case_id, one.hung.of]) if may else ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture whose parts are to be covered."""

    file: files.Stored
    url: str
    back: str


@query(permit="feedback.screen")
def to_cover(actor: Actor, case_id: UUID, file_id: UUID) -> Picture:
    """A picture the actor may cover parts of."""
    found = covering.picture(actor, case_id, file_id)
    back = f"{reverse('feedback_desk:screen')}?case={case_id}"
    return Picture(found.file, address("union", case_id)(file_id, files.rules.WHOLE), back)


def to_screen(actor: Actor) -> int | str:
    """Badge of the desk's navigation: files that wait for this union."""
    waiting = queries.counts(actor, rules.SERVICE)["files"]
    return waiting if waiting < MOST else "99+"
