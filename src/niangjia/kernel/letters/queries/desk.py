"""What a union reads of letters."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.acts.action import query
from niangjia.kernel.acts.page import path_to
from niangjia.kernel.base import paging, pills
from niangjia.kernel.base.clock import date_text, day_text
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.types import Actor
from niangjia.kernel.letters import issuing, ladder, reading, rules, sheet
from niangjia.kernel.letters.actions import told
from niangjia.kernel.letters.flow import BENEFIT, LETTER
from niangjia.kernel.letters.models import Benefit, Letter, Signature, Source
from niangjia.kernel.letters.wordings import KINDS
from niangjia.kernel.papers import door as papers

from . import words
from .lines import PAGE, Line, lines

TABS: tuple[tuple[str, str], ...] = (("open", noop("在办的")), ("done", noop("办完的")))


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab over the list."""

    url: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class Can:
    """What the actor may do with a letter now."""

    edit: bool = False
    issue: bool = False
    enter_answer: bool = False
    close: bool = False
    escalate: bool = False
    withdraw: bool = False
    keep: bool = False
    claim: bool = False


@dataclass(frozen=True, slots=True)
class Hand:
    """A supervisor's signature; `stands` while the words are the ones that were signed."""

    name: str
    number: str
    when: str
    stands: bool


@dataclass(frozen=True, slots=True)
class Whole:
    """One letter at the desk."""

    id: str
    kind: str
    label: str
    icon: str
    number: str
    title: str
    html: SafeString
    sha256: str
    union: str
    to: str
    by: str
    issued: str
    received: str
    status: pills.Status
    due: pills.Due | None
    basis: str
    outcome: str
    answer: str
    answered: str
    promise: words.Promise | None
    why: str
    cases: int
    outcomes: tuple[tuple[str, str], ...]
    can: Can
    before: str
    next_label: str
    next_authority: bool
    signatures: tuple[Hand, ...]
    may_sign: bool


@dataclass(frozen=True, slots=True)
class BenefitLine:
    """What came of one proposal. Money is put in words; `months` until it has paid for itself."""

    id: str
    url: str
    title: str
    firm: str
    union: str
    status: pills.Status
    invested: str
    saved: str
    months: str
    decision: str
    decided: str
    evidence: str
    entered: str
    checked: str
    note: str
    state: str
    may_check: bool
    may_mend: bool


@dataclass(frozen=True, slots=True)
class Totals:
    """What the verified items of a part of the tree come to, and how many claims are not in it."""

    items: int
    invested: str
    saved: str
    months: str
    unverified: int


@query(permit="letters.see")
def listed(actor: Actor, tab: str, cursor: str = "") -> paging.Page[Line]:
    """Letters of the actor's part of the tree, newest first."""
    key = paging.decode(cursor, UUID)
    rows = Letter.objects.filter(inside(actor))
    rows = rows.exclude(closed_at=None) if tab == "done" else rows.filter(closed_at=None)
    rows = rows.filter(id__lt=key[0]) if key else rows
    found = lines(rows.order_by("-id")[: PAGE + 1], "desk")
    return paging.page(found, PAGE, lambda line: (str(line.id),))


def tab_title(tab: str) -> str:
    """What a tab of the list is called."""
    return _(dict(TABS)[tab])


def tabs(current: str) -> list[Tab]:
    """The two tabs of the list."""
    base = path_to("letters_desk:list")
    return [Tab(f"{base}?tab={key}", _(label), key == current) for key, label in TABS]


@query(permit="letters.see")
def letter(actor: Actor, letter_id: UUID) -> Whole:
    """One letter."""
    found = reading.get(actor, letter_id)
    kind = KINDS[found.kind]
    return Whole(
        id=str(found.id),
        kind=found.kind,
        label=_(kind.label),
        icon=kind.icon,
        number=found.number,
        title=found.title,
        html=papers.as_html(_sheet(actor, found)),
        sha256=found.sha256,
        union=found.org_name,
        to=found.to_name,
        by=found.by_name,
        issued=day_text(found.issued_at) if found.issued_at else "",
        received=day_text(found.received_at) if found.received_at else "",
        status=words.status(found.state),
        due=words.due(found.state, found.due_at),
        basis=_(found.basis) if found.basis else "",
        outcome=_(words.OUTCOMES.get(found.outcome, "")) if found.outcome else "",
        answer=found.answer,
        answered=day_text(found.answered_at) if found.answered_at else "",
        promise=words.promise(found.promised_on, found.kept_on),
        why=found.why,
        cases=Source.objects.filter(letter=found).count(),
        outcomes=tuple((key, _(words.OUTCOMES[key])) for key in kind.outcomes),
        can=_can(actor, found),
        before=told.desk(found.after_id) if found.after_id else "",
        next_label=_(KINDS[kind.then].label) if kind.then else "",
        next_authority=bool(kind.then) and KINDS[kind.then].to == "authority",
        signatures=_hands(found),
        may_sign=bool(kind.signers) and found.state == "draft" and actor.may("letters.sign"),
    )


def _hands(found: Letter) -> tuple[Hand, ...]:
    mark = ladder.mark_of(found)
    sent = found.issued_at is not None
    return tuple(
        Hand(one.person_name, one.number, day_text(one.at), sent or one.sha256 == mark)
        for one in Signature.objects.filter(letter=found).order_by("id")
    )


def _sheet(actor: Actor, found: Letter) -> papers.Paper:
    draft = found.state == "draft"
    return sheet.paper(found, issuing.preview(actor, found) if draft else found.body)


@query(permit="letters.see")
def taken(actor: Actor, letter_id: UUID) -> papers.Paper:
    """A letter to take home."""
    return _sheet(actor, reading.get(actor, letter_id))


def _can(actor: Actor, found: Letter) -> Can:
    if found.org_id != actor.org_id or not actor.may("letters.write"):
        return Can()
    verbs = LETTER.open_to(found.state, actor.post)
    return Can(
        edit=found.state == "draft",
        issue=found.state == "draft",
        enter_answer="enter_answer" in verbs,
        close="close" in verbs,
        escalate=bool(rules.may_step(found.kind, found.state)),
        withdraw="withdraw" in verbs,
        keep=found.promised_on is not None and found.kept_on is None,
        claim=found.outcome in ("adopt", "partly")
        and not Benefit.objects.filter(letter=found).exists(),
    )


def typed(actor: Actor, letter_id: UUID) -> tuple[str, str]:
    """Title and body of a draft as it stands in the form, with its places."""
    found = reading.get(actor, letter_id)
    return found.title, found.body


@query(permit="letters.see")
def benefit_of(actor: Actor, letter_id: UUID) -> BenefitLine | None:
    """What came of a proposal, if anybody has said."""
    found = Benefit.objects.filter(inside(actor), letter_id=letter_id).first()
    return _benefit(actor, found) if found else None


@query(permit="letters.see")
def benefits(actor: Actor, cursor: str = "") -> paging.Page[BenefitLine]:
    """What came of proposals in the actor's part of the tree, newest first."""
    key = paging.decode(cursor, UUID)
    rows = Benefit.objects.filter(inside(actor)).exclude(state="dropped")
    rows = rows.filter(id__lt=key[0]) if key else rows
    found = [_benefit(actor, one) for one in rows.order_by("-id")[: PAGE + 1]]
    return paging.page(found, PAGE, lambda line: (line.id,))


def _benefit(actor: Actor, found: Benefit) -> BenefitLine:
    verbs = BENEFIT.open_to(found.state, actor.post)
    return BenefitLine(
        id=str(found.id),
        url=told.desk(found.letter_id),
        title=found.title,
        firm=found.firm_name,
        union=found.org_name,
        status=words.benefit_status(found.state),
        invested=words.yuan(found.invested),
        saved=words.yuan(found.saved),
        months=_months(found.invested, found.saved),
        decision=found.decision,
        decided=date_text(found.decided_on),
        evidence=found.evidence,
        entered=found.entered_name,
        checked=found.checked_name,
        note=found.note,
        state=found.state,
        may_check="verify" in verbs and found.entered_by != actor.person_id,
        may_mend="mend" in verbs and found.org_id == actor.org_id and actor.may("letters.write"),
    )


def _months(invested: int, saved: int) -> str:
    months = rules.payback(invested, saved)
    return _("%s 个月") % months if months is not None else _("算不出")


@query(permit="letters.see")
def totals(actor: Actor) -> Totals:
    """A sum of verified items only (docs/requirements.md 000-20)."""
    rows = Benefit.objects.filter(inside(actor))
    sums = rows.filter(state="verified").aggregate(invested=Sum("invested"), saved=Sum("saved"))
    invested, saved = int(sums["invested"] or 0), int(sums["saved"] or 0)
    return Totals(
        rows.filter(state="verified").count(),
        words.yuan(invested),
        words.yuan(saved),
        _months(invested, saved),
        rows.filter(Q(state="claimed") | Q(state="doubted")).count(),
    )
