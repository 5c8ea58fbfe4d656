"""Writes: a union makes a survey and sends it out, workers answer, the house counts."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import Written, action, look
from niangjia.kernel.acts.flow import Due, move
from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.context import act
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.base.wording import insist, phrase
from niangjia.kernel.notices import door as notices

from . import queries, rules, tables
from .flow import FLOW
from .models import Answer, Asked, Slip, Survey, Tally

#: People told in one transaction.
CHUNK = 5000
State, Kinds = Survey.States, Survey.Kinds


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the questions."""

    title: str
    why: str
    kind: str
    least: int
    until: date
    orgs: tuple[UUID, ...] = ()


def due(until: date, start: datetime) -> Due:
    """When a step of a survey is due, always at the end of a day; it closes with its last one."""
    days = {"survey.draft": rules.DRAFT_LIES, "survey.counting": 1}

    def by(clock: str) -> datetime | None:
        day = until if clock == "survey.open" else local(start).date() + timedelta(days[clock])
        return end_of(day)

    return by


@action(permit="surveys.ask", audit="surveys.drafted", silent=True)
def draft(
    actor: Actor,
    *,
    frame: Frame,
    questions: tuple[rules.Question, ...] = (),
    service: str = "surveys",
    matter_id: UUID | None = None,
) -> Written:
    """Begin a survey. Nobody is asked yet."""
    made = Survey.objects.create(
        id=new_id(),
        service=service,
        matter_id=matter_id,
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        title=frame.title,
        why=frame.why,
        kind=frame.kind,
        least=frame.least,
        orgs=list(frame.orgs),
        until=frame.until,
        questions=rules.kept(questions),
        by_id=actor.me,
        by_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=due(frame.until, now())("survey.draft"),
    )
    return Written(made.id, made.org_path)


def _rewritten(actor: Actor, survey_id: UUID, edition: int, **values: Any) -> Written:
    """Change a draft nobody changed in between."""
    row = queries.own_row(actor, survey_id)
    draft = Survey.objects.filter(id=row.id, state=State.DRAFT, edition=edition)
    if not draft.update(edition=edition + 1, **values):
        raise Refusal("survey_changed", _("这份问卷刚刚改过或者已经发出，请刷新看看再改。"))
    return Written(row.id, row.org_path)


@action(permit="surveys.ask", audit="surveys.framed", silent=True)
def reframe(actor: Actor, *, survey_id: UUID, edition: int, frame: Frame) -> Written:
    """Change what stands around the questions of a draft."""
    return _rewritten(
        actor,
        survey_id,
        edition,
        title=frame.title,
        why=frame.why,
        kind=frame.kind,
        least=frame.least,
        orgs=list(frame.orgs),
        until=frame.until,
    )


@action(permit="surveys.ask", audit="surveys.worded", silent=True)
def reword(
    actor: Actor, *, survey_id: UUID, edition: int, questions: tuple[rules.Question, ...]
) -> Written:
    """Change the questions of a draft."""
    if len(questions) > rules.MOST_QUESTIONS:
        raise Refusal("too_many", _("一页最多三十个问题，再多没人愿意答。"), status=422)
    for one in questions:
        insist(rules.may_ask(one), "question", status=422)
    return _rewritten(actor, survey_id, edition, questions=rules.kept(questions))


@action(permit="surveys.ask", audit="surveys.opened", silent=True)
def open_up(actor: Actor, *, survey_id: UUID, people: tuple[UUID, ...] | None = None) -> Written:
    """Send it out: who is asked is written down now, for good; a job tells them.

    With `people` these are asked too, of the same operating union; where the survey names no
    organisations, these alone.
    """
    row = queries.own_row(actor, survey_id)
    if row.state != State.DRAFT:
        raise Refusal("state_changed", _("这份问卷已经发出或者撤回了，请刷新看看。"))
    asked = _ask(row.id, people)
    if asked < 0:
        raise Refusal(
            "too_near",
            _(
                "范围和另一份不记名问卷只差几个人，两份一减就认出人了。请用同样的范围，或者差得多一些。"
            ),
            status=422,
        )
    verdict = rules.may_open(
        rules.read(row.questions),
        unnamed=row.kind == Kinds.UNNAMED,
        asked=asked,
        least=row.least,
        today=today(),
        until=row.until,
    )
    insist(verdict, "open", status=422)
    move(actor, row, "open", FLOW, due(row.until, now()), opened_at=now(), wave=1, told_at=now())
    return _told_soon(row)


def _ask(survey_id: UUID, people: tuple[UUID, ...] | None) -> int:
    with connection.cursor() as cursor:
        who = None if people is None else list(people)
        cursor.execute("SELECT api.survey_ask(%s, %s::uuid[])", [survey_id, who])
        return int(cursor.fetchone()[0])


def _told_soon(row: Survey) -> Written:
    act().defer("surveys.tell", lock=f"survey:{row.id}", survey_id=str(row.id))
    return Written(row.id, row.org_path)


@action(permit="surveys.ask", audit="surveys.reminded", silent=True)
def remind(actor: Actor, *, survey_id: UUID) -> Written:
    """Remind whoever has not answered, once a day at most. Who that is, nobody is told."""
    row = queries.own_row(actor, survey_id)
    since = now() - timedelta(hours=rules.REMIND_AFTER)
    again = Survey.objects.filter(id=row.id, state=State.OPEN, told_at__lt=since)
    if not again.update(wave=row.wave + 1, told_at=now()):
        raise Refusal("reminded", _("今天已经提醒过了，明天再提醒吧。"))
    return _told_soon(row)


@action(permit="surveys.ask", audit="surveys.shut", silent=True)
def close(actor: Actor, *, survey_id: UUID) -> Written:
    """Take no more answers; a job counts."""
    row = queries.own_row(actor, survey_id)
    move(actor, row, "close", FLOW, due(row.until, now()))
    act().defer("surveys.count", lock=f"survey:{row.id}", survey_id=str(row.id))
    return Written(row.id, row.org_path)


@action(permit="surveys.ask", audit="surveys.withdrawn", silent=True)
def withdraw(actor: Actor, *, survey_id: UUID) -> Written:
    """Not after all: what was said is erased now, whoever was asked is told by a job."""
    row = queries.own_row(actor, survey_id)
    before = move(
        actor,
        row,
        "withdraw",
        FLOW,
        due(row.until, now()),
        closed_at=now(),
        wave=row.wave + 1,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.survey_drop(%s)", [row.id])
    return _told_soon(row) if before == State.OPEN else Written(row.id, row.org_path)


#: What became of an answer that did not come in, in words.
NOT_IN = {
    "shut": noop("这份问卷已经收完了。"),
    "again": noop("你已经答过了。不记名的问卷交上去就改不了，因为我们也不知道哪一份是你的。"),
}


def _answered(survey_id: UUID, said: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.survey_answer(%s, %s::jsonb, %s)", [survey_id, json.dumps(said), now()]
        )
        became = str(cursor.fetchone()[0])
    if became in NOT_IN:
        raise Refusal(became, _(NOT_IN[became]))


@action(permit="surveys.answer", audit="surveys.answered", silent=True)
def answer(actor: Actor, *, survey_id: UUID, said: dict[str, Any]) -> None:
    """Answer with one's name, or answer anew."""
    if queries.asked(actor, survey_id).survey.unnamed:
        raise Hidden("no_survey")
    _answered(survey_id, said)


@action(permit="surveys.answer", audit="surveys.slipped", silent=True, traceless=True)
def slip_in(actor: Actor, *, survey_id: UUID, said: dict[str, Any]) -> None:
    """Answer without a name, once. Leaves no line in the audit log: it would hold the person, the
    minute and the writing transaction."""
    if not queries.asked(actor, survey_id).survey.unnamed:
        raise Hidden("no_survey")
    _answered(survey_id, said)


#: What the people asked are told: how a survey begins, what a reminder says, that it is off.
ASKS = (noop("工会想问问你"), noop("“%(title)s”，一页就答完，%(month)d 月 %(day)d 日前都行。"))
REMINDS = (
    noop("还有几天，等你答"),
    noop("“%(title)s”还没收到你的，%(month)d 月 %(day)d 日前都行。"),
)
IS_OFF = (noop("问卷撤回了"), noop("“%(title)s”不办了，已经答的都抹掉了。"))


@action(permit="surveys.run", audit="surveys.told")
def tell_on(actor: Actor, *, survey_id: UUID) -> bool:
    """Tell the next chunk of those to be told; False when everybody is."""
    row = Survey.objects.get(id=survey_id)
    off = row.state == State.WITHDRAWN
    if not off and row.state != State.OPEN:
        return False
    title, text = IS_OFF if off else ASKS if row.wave == 1 else REMINDS
    day = {} if off else {"month": row.until.month, "day": row.until.day}
    notice = notices.as_told(
        service="surveys",
        title=title,
        text=phrase(text, title=row.title, **day),
        link="" if off else f"/surveys/{row.id}/",
        weight=notices.Weight.DUE,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT api.survey_tell(%s, %s, %s, %s::jsonb)",
            [row.id, CHUNK, off, json.dumps(notice)],
        )
        return bool(cursor.fetchone()[0])


@action(permit="surveys.run", audit="surveys.counted", silent=True)
def count(actor: Actor, *, survey_id: UUID) -> Written:
    """Write the tables and destroy what was said without a name."""
    row = Survey.objects.select_for_update().get(id=survey_id)
    if row.state != State.COUNTING:
        return Written(row.id, row.org_path)
    unnamed = row.kind == Kinds.UNNAMED
    slips = Slip.objects.filter(survey=row) if unnamed else Answer.objects.filter(survey=row)
    said = [(str(firm or ""), words) for firm, words in slips.values_list("firm_id", "said")]
    asked = Asked.objects.filter(survey=row).count()
    counted = tables.frozen(rules.read(row.questions), said, asked, row.least if unnamed else 1)
    Tally.objects.create(survey=row, org_root=row.org_root, org_path=row.org_path, tables=counted)
    Slip.objects.filter(survey=row).delete()
    move(actor, row, "count", FLOW, due(row.until, now()), closed_at=now())
    return Written(row.id, row.org_path)


@action(permit="surveys.run", audit="surveys.ran", silent=True)
def pass_on(actor: Actor) -> list[UUID]:
    """Close what is over, let drafts lapse that lay too long; returns what is to be counted."""
    for row in Survey.objects.filter(
        due_at__lt=now(), state__in=(State.DRAFT, State.OPEN)
    ).order_by("due_at")[:100]:
        lapsed = row.state == State.DRAFT
        ended = {"closed_at": now()} if lapsed else {}
        move(actor, row, "lapse" if lapsed else "close", FLOW, due(row.until, now()), **ended)
    waiting = Survey.objects.filter(state=State.COUNTING).order_by("due_at")
    return list(waiting.values_list("id", flat=True)[:100])


@action(permit="surveys.see", audit="surveys.names_read", silent=True)
def read_names(
    actor: Actor, *, survey_id: UUID, after: UUID | None, most: int = queries.NAMES
) -> list[queries.Named]:
    """Answers with names, each one a look its person can see. Only the union that asks."""
    row = queries.own_row(actor, survey_id)
    if row.kind != Kinds.NAMED:
        raise Hidden("no_survey")
    found = queries.named(row, after, most)
    for one in found:
        look(actor, one.subject_id, noop("看你在问卷里的回答"), row.id)
    return found


@action(permit="surveys.see", audit="surveys.exported", silent=True)
def export(actor: Actor, *, survey_id: UUID) -> Written:
    """Write down that a survey's results leave the house as a file."""
    row = queries.row_of(actor, survey_id)
    return Written(row.id, row.org_path)
