"""Pages with files: what came with a form is taken in before the page runs, and stays taken.

Opening a file takes seconds, so it happens between two acts: one asks whether the actor may, one
writes the rows. A form that comes back with mistakes finds its files kept; their ids travel in it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.acts.page import act_of
from niangjia.kernel.base.context import Act
from niangjia.kernel.base.types import Actor

from . import actions, rules
from .engine import asking
from .queries import Stored, brought

View = Callable[..., HttpResponseBase]
PERMIT = "files.bring"
#: Names of the inputs a form asks for files with, and of those that name files kept before.
INPUTS, KEPT, DROPPED = ("photo", "voice", "paper"), "kept", "drop"
#: No form carries more ids than a matter may have files, three times over.
MOST_IDS = 3 * sum(rules.MOST.values())


@dataclass(slots=True)
class Taken:
    """What came with a request: the files taken in, and a sentence for each that was not."""

    files: list[Stored] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def ids(self) -> list[UUID]:
        """The files by their ids."""
        return [one.id for one in self.files]


def taking(view: View) -> View:
    """A page whose forms may carry files. Stands above `@page`; `request.taken` is a `Taken`."""

    @functools.wraps(view)
    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.taken = taken(request)  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return run


def taken(request: HttpRequest) -> Taken:
    """Take in the files of a request, as far as they are good and its sender may."""
    out = Taken()
    sent = [one for name in INPUTS for one in request.FILES.getlist(name)]
    for name in getattr(request, "passed_over", ()):
        out.problems.append(_said(name, "too_big"))
    if request.method != "POST" or not sent:
        return out
    with acting(_act(request)) as act:
        if act.actor is None or not act.actor.may(PERMIT):
            return out
        may = actions.may_bring(act.actor, len(sent))
    if not may:
        out.problems.append(_(rules.SENTENCES["too_often"]))
        return out
    _take(request, sent[: sum(rules.MOST.values()) + 1], out)
    return out


def _take(request: HttpRequest, sent: Sequence[UploadedFile[Any]], out: Taken) -> None:
    """Open each in the workshop, outside any transaction; then keep the good ones."""
    good = []
    for one in sent:
        try:
            good.append(asking.remade(one))
        except asking.BadFile as bad:
            out.problems.append(_said(one.name or "", bad.why))
    if not good:
        return
    with acting(_act(request)) as act:
        for made in good:
            with made.spool:
                out.files.append(actions.stored(actions.take(_actor(act), made=made)))


def _act(request: HttpRequest) -> Act:
    return act_of(request, purpose=PERMIT, once=False)


def _actor(act: Act) -> Actor:
    if act.actor is None:
        raise RuntimeError("nobody is acting")
    return act.actor


def _said(name: str, why: str) -> str:
    """A sentence about one file, by the name its sender knows it by."""
    sentence = _(rules.SENTENCES[why])
    return _("“%(name)s”：%(why)s") % {"name": name[-30:], "why": sentence} if name else sentence


def chosen(request: HttpRequest, actor: Actor, used: int = 0) -> Taken:
    """The files a form carries now: kept before and not dropped, and those just taken.

    `used` bytes hang on the matter already. What is too much is left out, with a sentence.
    """
    now_taken: Taken = getattr(request, "taken", Taken())
    dropped = set(_ids(request, DROPPED))
    before = [one for one in _ids(request, KEPT) if one not in dropped]
    kept = brought(actor, before) if before else []
    out = Taken(problems=list(now_taken.problems))
    held: list[rules.Weight] = []
    for one in [*kept, *(f for f in now_taken.files if f not in kept)]:
        weight = rules.Weight(one.kind, one.size + one.thumb_size)
        verdict = rules.may_add(held, weight, used)
        if verdict:
            held.append(weight)
            out.files.append(one)
        else:
            out.problems.append(_(rules.SENTENCES[verdict.reason]))
    out.problems = list(dict.fromkeys(out.problems))
    return out


def _ids(request: HttpRequest, name: str) -> list[UUID]:
    out = []
    for text in request.POST.getlist(name)[:MOST_IDS]:
        try:
            out.append(UUID(text))
        except ValueError:
            continue
    return out
