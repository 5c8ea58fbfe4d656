"""A copy of a picture with parts covered, made between two acts: opening it takes seconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

from django.http import HttpRequest

from niangjia.kernel.acts.acting import acting
from niangjia.kernel.acts.page import act_of
from niangjia.kernel.base.types import Actor

from . import actions
from .engine import asking
from .engine.vault import Lost
from .queries import Stored, read
from .rules import Mark
from .taking import PERMIT


def copied(
    request: HttpRequest, permit: str, picture: Callable[[Actor], Stored], marks: Sequence[Mark]
) -> Stored | None:
    """A copy of what `picture` lets the sender see, brought by the sender; None for a stranger.

    Raises BadFile, and whatever `picture` refuses with.
    """
    with acting(act_of(request, purpose=permit, once=False)) as act:
        actor = act.actor
        if actor is None or not (actor.may(permit) and actor.may(PERMIT)):
            return None
        found = picture(actor)
        if not actions.may_bring(actor, 1):
            raise asking.BadFile("too_often")
    try:
        made = asking.covered(read(found), marks)
    except Lost as wrong:
        raise asking.BadFile("broken") from wrong
    with closing(made.spool), acting(act_of(request, purpose=PERMIT, once=False)) as act:
        return actions.stored(actions.take(act.actor, made=made)) if act.actor else None
