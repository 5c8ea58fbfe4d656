"""A clock may stand still for a reason the author reads, and may contest before the union above."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import local, now, today
from niangjia.kernel.base.dates import end_of
from niangjia.kernel.base.periods import Days, Period, Unit, last_day
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.rules import door as rules

from . import actions, merging
from .models import Case

#: Why a clock may stand still. Everything else is somebody's work that is late.
REASONS: dict[str, str] = {
    "author": noop("等补充情况"),
    "office": noop("等有关部门的结论"),
    "work": noop("等施工、采购或天气"),
    "legal": noop("已经走上仲裁、诉讼等法定程序"),
}
#: States in which the union holds the matter in its own hands.
HELD = ("accepted",)


def pause(actor: Actor, case_id: UUID, reason: str, text: str) -> Case:
    """Stop the clock; the working days left are kept."""
    case = actions.in_hand(actor, case_id)
    if case.state not in HELD:
        raise Refusal("not_held", "先受理，再暂停计时。")
    if case.paused_at is not None:
        raise Refusal("paused", "这件事的计时已经停着了。")
    if case.passing:
        raise Refusal("talked_over", "正在商量转给谁的时候，计时不能停。")
    if merging.held(case.pk).exists():
        raise Refusal("others_wait", "有别的件并在这里等答复：先拆开，再暂停计时。")
    if reason not in REASONS:
        raise Refusal("no_reason", "请选一个暂停的原因。", status=422)
    left = days_left(today(), local(case.due_at).date(), rules.calendar()) if case.due_at else 0
    actions.change_now(case, paused_at=now(), paused_for=reason, days_left=left, due_at=None)
    actions.say(actor, case, "pause", actions.AUTHOR, text, about=reason)
    return case


def resume(actor: Actor, case_id: UUID, text: str) -> Case:
    """Let the clock run on. The union that answers may, and every union above it."""
    case = actions.get(actor, case_id)
    if case.paused_at is None:
        raise Refusal("not_paused", "这件事的计时没有停。")
    end = last_day(today(), Period(max(case.days_left, 1), Unit.WORKING), rules.calendar())
    actions.change_now(case, paused_at=None, paused_for="", days_left=0, due_at=end_of(end))
    actions.say(actor, case, "resume", actions.AUTHOR, text)
    return case


def contest(actor: Actor, case_id: UUID, text: str) -> Case:
    """The author does not agree that the clock stands still."""
    case = actions.get(actor, case_id)
    if case.paused_at is None:
        raise Refusal("not_paused", "这件事的计时没有停，不用提了。")
    actions.say(actor, case, "contest", actions.AUTHOR, text, speaker="")
    return case


def days_left(day: date, due: date, days: Days) -> int:
    """Working days after `day` up to and with `due`; none when it is past."""
    span = range(1, (due - day).days + 1)
    return sum(days.working(day + timedelta(days=n)) for n in span)
