"""The end of a matter: the author's verdict, the caller's, taking it back, up, or up once more."""

from __future__ import annotations

from uuid import UUID

from django.db import connection

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Actor, Refusal, Verdict
from niangjia.kernel.base.wording import insist
from niangjia.kernel.people import door as people

from . import rules
from .actions import AUTHOR, STAFF, get, say, step
from .models import Author, Case, Event


def _insist(verdict: Verdict, code: str) -> None:
    """Refuse in the rule's own words, with its clause."""
    insist(verdict, code, clause=verdict.clause)


def verdict(actor: Actor, case_id: UUID, *, said: str, stars: int, text: str) -> Case:
    """The author's word on the answer: it closes the case or sends it back."""
    case = get(actor, case_id)
    verb = _judge(actor, case, "verdict", said, stars)
    say(actor, case, verb, AUTHOR, text, stars=stars, speaker="")
    return case


def call(actor: Actor, case_id: UUID, *, said: str, stars: int, text: str) -> Case:
    """An independent caller writes down what the asker said on the phone."""
    case = _to_call(actor, case_id)
    verb = _judge(actor, case, "call", said, stars)
    say(actor, case, verb, AUTHOR, text, stars=stars)
    return case


def missed_call(actor: Actor, case_id: UUID) -> Case:
    """The caller reached nobody; the case waits on, and it is written down."""
    case = _to_call(actor, case_id)
    Case.objects.filter(pk=case.pk).update(missed_calls=case.missed_calls + 1)
    say(actor, case, "missed", STAFF, "")
    return case


def _to_call(actor: Actor, case_id: UUID) -> Case:
    """A case this actor may call about: without a hand in it, and no longer the author's alone."""
    case = get(actor, case_id)
    # A call that reached nobody is no hand in it.
    hands = Event.objects.filter(case=case).exclude(verb="missed").values_list("by_id", flat=True)
    own = {case.handler_id, case.entered_by, *hands}
    _insist(rules.may_call(actor.me, own), "not_independent")
    online, author = case.origin == Case.Origin.ONLINE, Author.objects.filter(case=case).exists()
    _insist(rules.may_call_now(online, author, case.due_at, now()), "author_decides")
    return case


def _judge(actor: Actor, case: Case, verb: str, said: str, stars: int) -> str:
    """Close the case or send it back; the verb of the step taken."""
    if case.state == "answered" and said not in rules.answers(case.claim):
        raise Refusal("not_offered", "答复刚刚有了变化，请看看最新的再打分。", status=422)
    if said == "back":
        step(actor, case, f"{verb}_back", verdict_stars=stars, rounds=case.rounds + 1)
        return f"{verb}_back"
    result = rules.outcome(case.claim, said)
    step(actor, case, f"{verb}_ok", verdict_stars=stars, outcome=result, closed_at=now())
    return f"{verb}_ok"


def withdraw(actor: Actor, case_id: UUID, text: str) -> Case:
    """The author takes the case back."""
    case = get(actor, case_id)
    step(actor, case, "withdraw", outcome="withdrawn", closed_at=now(), passing="")
    say(actor, case, "withdraw", AUTHOR, text, speaker="")
    return case


def reopen(actor: Actor, case_id: UUID, text: str) -> Case:
    """It was not solved after all: the author opens it once more."""
    case = get(actor, case_id)
    if case.closed_at is not None:
        _insist(rules.may_reopen(case.closed_at, now()), "too_late")
    step(actor, case, "reopen", outcome="", closed_at=None, rounds=case.rounds + 1)
    say(actor, case, "reopen", AUTHOR, text, speaker="")
    return case


def appeal(actor: Actor, case_id: UUID, text: str) -> Case:
    """The author takes it to the union above, once the one below had its chance."""
    case = get(actor, case_id)
    _insist(rules.may_appeal(case.rounds, case.due_at, case.alarm, now()), "too_early")
    return _lift(actor, case, "appeal", text)


def press(actor: Actor, case_id: UUID, text: str) -> Case:
    """The author was pressed: the union above takes it, the firm and its union lose sight of it."""
    return _lift(actor, get(actor, case_id), "press", text)


def union_of(actor: Actor, case_id: UUID) -> UUID:
    """The union that answers for a case now."""
    return get(actor, case_id).org_id


def _lift(actor: Actor, case: Case, verb: str, text: str) -> Case:
    above = people.unions_above(case.org_path)
    if not above:
        raise Refusal("at_the_top", "已经是这里最上级的工会在办了。急事请打工会热线。")
    pressed = verb == "press" or case.pressed
    step(actor, case, verb, at=above[-1].path, pressed=pressed)
    say(actor, case, verb, AUTHOR, text, speaker="", about=above[-1].name, union=above[-1].id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.lift_case(%s, %s, %s)", [case.id, new_id(), now()])
    case.org_id, case.org_path, case.passing = above[-1].id, above[-1].path, ""
    return case
