"""One text to everybody in a matter, each in the own thread: begun by a cadre, done by a job.

The job takes the cases in order, a transaction a batch, and writes down how far it came in the
same transaction: killed anywhere, it goes on where it was, and nobody is told twice. It acts in the
name of the cadre who wrote the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import transaction

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.context import act
from niangjia.kernel.base.types import Actor, Post, Refusal
from niangjia.kernel.base.wording import spoken

from . import actions, matters, merging, rules
from .models import Case, Matter, Telling
from .queries import matters as queries

Kinds = Telling.Kinds
#: Cases told in one transaction.
BATCH = 20


@dataclass(frozen=True, slots=True)
class Words:
    """What is said to all. `about` and `label` name what is linked, `link` leads there."""

    kind: str
    text: str
    claim: str = ""
    about: str = ""
    label: str = ""
    link: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A case that gets nothing, and why; in the source language."""

    receiver: queries.Receiver
    why: str


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would get a text, and who is left out."""

    gets: tuple[queries.Receiver, ...]
    left: tuple[Left, ...]


def preview(actor: Actor, matter_id: UUID, kind: str) -> Preview:
    """Who of a matter would get a text of this kind."""
    found = queries.receivers(actor, matter_id)
    said = [(one, rules.may_be_told(one.standing, verdict=kind == Kinds.REPLY)) for one in found]
    return Preview(
        tuple(one for one, verdict in said if verdict),
        tuple(Left(one, verdict.reason) for one, verdict in said if not verdict),
    )


def begin(actor: Actor, matter_id: UUID, words: Words, chosen: Sequence[UUID]) -> Telling:
    """Order a text for the chosen cases; a job of the service carries it out.

    Raises Refusal when none of them may get it any more.
    """
    matter = matters.in_hand(actor, matter_id)
    wanted = set(chosen)
    gets = [one.id for one in preview(actor, matter_id, words.kind).gets if one.id in wanted]
    if not gets:
        raise Refusal("nobody", "一件也没有选上，请至少留一件。", status=422)
    telling = _order(actor, matter, words, gets, matter=matter)
    if words.kind == Kinds.REPLY:
        matters.answered(actor, matter)
    return telling


def pass_on(actor: Actor, main: Case, text: str, claim: str) -> Telling | None:
    """Order the answer to a main case for those merged into it; None where there are none."""
    waits = list(merging.held(main.pk).values_list("pk", flat=True))
    return _order(actor, main, Words(Kinds.REPLY, text, claim), waits, main=main) if waits else None


def _order(
    actor: Actor, about: Matter | Case, words: Words, gets: Sequence[UUID], **of: Matter | Case
) -> Telling:
    """Write down who is told what, for the job."""
    telling = Telling(
        **of,
        service=about.service,
        org_id=about.org_id,
        org_root=about.org_root,
        org_path=about.org_path,
        org_name=actor.org_name,
        kind=words.kind,
        text=words.text.strip(),
        claim=words.claim,
        about=words.about,
        label=words.label,
        link=words.link,
        day=words.day,
        by_id=actor.me,
        by_name=actor.name,
        case_ids=[str(pk) for pk in gets],
        made_at=now(),
    )
    telling.save(force_insert=True)
    act().defer(f"{about.service}.tell_on", lock=f"tell:{telling.id}", telling_id=str(telling.id))
    return telling


@dataclass(frozen=True, slots=True)
class Round:
    """One batch: what was told, the text, and whether there is more to do."""

    telling: Telling
    told: tuple[Case, ...]
    more: bool


def go_on(actor: Actor, telling_id: UUID) -> Round:
    """Tell the next batch. The actor is the job's; the cases hear the cadre who wrote."""
    telling = Telling.objects.select_for_update().get(pk=telling_id)
    batch = telling.case_ids[telling.done : telling.done + BATCH]
    speaker = _as_the_cadre(actor, telling)
    told = [case for pk in batch if (case := _tell(speaker, telling, UUID(pk)))]
    telling.done += len(batch)
    more = telling.done < len(telling.case_ids)
    telling.finished_at = None if more else telling.finished_at or now()
    telling.save(update_fields=["done", "missed", "finished_at"])
    return Round(telling, tuple(told), more)


def _as_the_cadre(actor: Actor, telling: Telling) -> Actor:
    """Cases are read and changed as the cadre would: the first line holds in the job too."""
    return replace(
        actor,
        person_id=telling.by_id,
        name=telling.by_name,
        post=Post.OFFICER,
        org_id=telling.org_id,
        org_name=telling.org_name,
        org_root=telling.org_root,
        org_path=telling.org_path,
    )


def _tell(actor: Actor, telling: Telling, case_id: UUID) -> Case | None:
    """Say it in one thread, or write down why not: somebody may have been faster."""
    try:
        with transaction.atomic():
            return SAYING[telling.kind](actor, telling, case_id)
    except Refusal as refused:
        telling.missed.append([str(case_id), refused.message])
        return None


def _reply(actor: Actor, telling: Telling, case_id: UUID) -> Case:
    """The ordinary answer: a case nobody has taken on yet is taken on first.

    Whoever is no longer merged into the main case is not answered by it.
    """
    case = actions.get(actor, case_id)
    if telling.main_id and not merging.awaited(actor, case, telling.main_id):
        raise Refusal("not_merged", "这件已经不是并着的了，请看看最新进展。")
    if case.state in ("received", "returned"):
        actions.accept(actor, case_id, "")
    done = actions.reply(actor, case_id, telling.text, telling.claim)
    pass_on(actor, done, telling.text, telling.claim)
    return done


def _progress(actor: Actor, telling: Telling, case_id: UUID) -> Case:
    return actions.progress(actor, case_id, telling.text)


def _link(actor: Actor, telling: Telling, case_id: UUID) -> Case:
    """Something useful: the union's word to the author alone, with where it leads."""
    case = actions.in_hand(actor, case_id)
    actions.say(
        actor, case, "link", actions.AUTHOR, telling.text, about=telling.label, link=telling.link
    )
    return case


SAYING: dict[str, Callable[[Actor, Telling, UUID], Case]] = {
    Kinds.REPLY: _reply,
    Kinds.PROGRESS: _progress,
    Kinds.LINK: _link,
}


def why(missed: Sequence[str]) -> str:
    """Why a case got nothing, in the reader's language."""
    return spoken(missed[1])
