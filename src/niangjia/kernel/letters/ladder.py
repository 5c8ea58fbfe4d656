"""From a letter to the next: signatures, the step up, and reasons that are owed in writing."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from niangjia.kernel.acts.flow import move
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.types import Actor, Post, Refusal
from niangjia.kernel.base.wording import insist
from niangjia.kernel.cases import door as cases
from niangjia.kernel.people import door as people

from . import clocks, drafting, reading, rules
from .drafting import NewLetter
from .flow import LETTER
from .models import Letter, Mandate, Signature, Source
from .wordings import BEFORE, CASE, FIRM_ABOUT, KINDS, MATTER, SITUATION


def owe_reason(actor: Actor, case: cases.Case, text: str) -> Letter | None:
    """A matter was not done: its written reason is owed. None where one is drafted already."""
    drafted = Letter.objects.filter(kind="refusal", state="draft", sources__case_id=case.id)
    if drafted.exists():
        return None
    with override(None):
        to = _("编号 %(number)s 的提出人") % {"number": case.number}
        values = {MATTER: case.title, CASE: case.number, SITUATION: text.strip()}
        new = NewLetter("refusal", to, values=values, case_ids=[case.id])
        return drafting.draft(actor, new)


def owe_reasons(actor: Actor, matter: str, case_ids: Sequence[UUID], text: str) -> list[Letter]:
    """Many matters were not done by one answer: their written reason is owed to every author, in
    one draft for as many as fit a letter. Those that have one drafted already are left out."""
    drafted = Source.objects.filter(letter__kind="refusal", letter__state="draft")
    known = set(drafted.filter(case_id__in=case_ids).values_list("case_id", flat=True))
    owed = [one for one in case_ids if one not in known]
    parts = range(0, len(owed), drafting.MOST_SOURCES)
    return [_to_many(actor, matter, owed[at : at + drafting.MOST_SOURCES], text) for at in parts]


def _to_many(actor: Actor, matter: str, case_ids: Sequence[UUID], text: str) -> Letter:
    with override(None):
        to = _("提“%(matter)s”的 %(n)d 位") % {"matter": matter, "n": len(case_ids)}
        values = {MATTER: matter, CASE: _("见各人的办件"), SITUATION: text.strip()}
        return drafting.draft(
            actor, NewLetter("refusal", to[:120], values=values, case_ids=case_ids)
        )


def prompt(actor: Actor, case_id: UUID) -> Letter:
    """Begin the ladder from one case: a prompt to the firm it is about."""
    case = cases.actions.in_hand(actor, case_id)
    firm = people.org(case.firm_id)
    if firm is None:
        raise Refusal("no_firm", _("这件事没有写是哪家单位，请先补上单位再转。"))
    if case.pressed or case.visibility == cases.queries.AWAY:
        raise Refusal("author_wish", _("写的人不想让公司看到这件事，不能为它给公司发文书。"))
    new = NewLetter(
        "prompt",
        firm.name,
        to_id=firm.id,
        firm_id=firm.id,
        firm_name=firm.name,
        values={BEFORE: "", FIRM_ABOUT: firm.name},
        case_ids=[case.id],
    )
    return drafting.draft(actor, new)


def escalate(actor: Actor, letter_id: UUID, why: str, authority: str = "") -> Letter:
    """The answer is late or not enough: close this letter and begin the next; returns that one."""
    letter = reading.in_hand(actor, letter_id)
    insist(rules.may_step(letter.kind, letter.state), "too_early")
    kind = KINDS[KINDS[letter.kind].then]
    if kind.to == "authority" and not authority.strip():
        raise Refusal("no_authority", _("请写交给哪个部门。"), status=422)
    due = clocks.due(letter.kind, letter.org_path)
    move(actor, letter, "escalate", LETTER, due, alarm=0, why=why.strip(), closed_at=now())
    return drafting.draft(actor, _next(letter, authority.strip()))


def _next(letter: Letter, authority: str) -> NewLetter:
    kind = KINDS[KINDS[letter.kind].then]
    about = list(Source.objects.filter(letter=letter).values_list("case_id", flat=True))
    firm = kind.to == "firm"
    with override(None):
        before = _("工会曾发出《%(title)s》（%(number)s）。%(why)s") % {
            "title": letter.title,
            "number": letter.number,
            "why": letter.why,
        }
    return NewLetter(
        kind.key,
        letter.firm_name if firm else authority,
        to_id=letter.firm_id if firm else None,
        firm_id=letter.firm_id,
        firm_name=letter.firm_name,
        values={BEFORE: before, FIRM_ABOUT: letter.firm_name},
        case_ids=about,
        after_id=letter.id,
    )


def sign(actor: Actor, letter_id: UUID) -> Letter:
    """Put the acting supervisor's name under the draft as it stands."""
    letter = reading.get(actor, letter_id)
    if letter.state != "draft" or not KINDS[letter.kind].signers:
        raise Refusal("nothing_to_sign", _("这份文书现在不用签名。"))
    rows = Mandate.objects.filter(person_id=actor.me, kind="supervisor").order_by("-until")
    held = [rules.Held(m.person_id, m.kind, m.number, m.since, m.until) for m in rows]
    verdict = rules.may_sign(actor.me, held, my_employer(), letter.firm_id, today())
    insist(verdict, "may_not_sign", clause=verdict.clause)
    mandate = next(one for one in held if one.valid(today()))
    Signature.objects.bulk_create(
        [
            Signature(
                letter=letter,
                org_root=letter.org_root,
                org_path=letter.org_path,
                person_id=actor.me,
                person_name=actor.name,
                number=mandate.number,
                until=mandate.until,
                sha256=mark_of(letter),
                at=now(),
            )
        ],
        ignore_conflicts=True,
    )
    return letter


def mark_of(letter: Letter) -> str:
    """What a signature stands under: the words of the draft."""
    return rules.digest(letter.to_name, letter.title, letter.body)


def may_send(actor: Actor, letter: Letter) -> None:
    """Refuse unless whoever has to sign has signed these words."""
    signed = [
        rules.Signed(*row)
        for row in Signature.objects.filter(letter=letter).values_list(
            "person_id", "sha256", "until"
        )
    ]
    chair = actor.post == Post.CHAIR
    verdict = rules.may_send(letter.kind, signed, mark_of(letter), chair, today())
    insist(verdict, "unsigned", clause=verdict.clause)


def my_employer() -> UUID | None:
    """Where the acting person works."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.my_employer()")
        found: UUID | None = cursor.fetchone()[0]
        return found


def follow(case_id: UUID) -> None:
    """A case went to another union: a reason still owed goes with it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.letters_follow(%s)", [case_id])
