"""A union's own words for its letters, and who holds which certificate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.clock import now, today
from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.letters import rules
from niangjia.kernel.letters.models import Mandate, Template
from niangjia.kernel.letters.wordings import KINDS, Wording
from niangjia.kernel.people import door as people


@dataclass(frozen=True, slots=True)
class Charge:
    """A certificate or charge to be given."""

    person_id: UUID
    kind: str
    number: str
    since: date
    until: date


@action(permit="letters.settings", audit="letters.template_kept", silent=True)
def keep_template(actor: Actor, *, kind: str, words: Wording) -> Template:
    """Use a union's own words from now on. A place nobody can fill is refused."""
    if kind not in KINDS:
        raise Hidden("no_kind")
    if unknown := rules.unknown_places(f"{words.title}\n{words.body}"):
        raise Refusal(
            "unknown_place",
            _("不认识%(names)s，没有东西可以填进去。能用的都列在旁边。")
            % {"names": "".join(map(rules.marked, unknown))},
            status=422,
        )
    return _write(actor, kind, words)


@action(permit="letters.settings", audit="letters.template_reset", silent=True)
def reset_template(actor: Actor, *, kind: str) -> Template:
    """Go back to the words of the union above, or of the house."""
    if kind not in KINDS:
        raise Hidden("no_kind")
    return _write(actor, kind, Wording("", "", ""))


def _write(actor: Actor, kind: str, words: Wording) -> Template:
    row, _made = Template.objects.update_or_create(
        org_root=actor.org_root,
        org_id=actor.org,
        kind=kind,
        defaults={
            "org_path": actor.org_path,
            "word": words.word.strip(),
            "title": words.title.strip(),
            "body": words.body.strip(),
            "changed_by": actor.name,
            "changed_at": now(),
        },
    )
    return row


@action(permit="letters.mandate", audit="letters.mandate_given", silent=True)
def give_mandate(actor: Actor, *, charge: Charge) -> Mandate:
    """Register a certificate or a charge of somebody who acts for the own union."""
    who = next((c for c in people.cadres(actor.org) if c.person_id == charge.person_id), None)
    if who is None:
        raise Hidden("no_cadre")
    row = Mandate(
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        person_id=who.person_id,
        person_name=who.name,
        kind=charge.kind,
        number=charge.number.strip(),
        since=charge.since,
        until=charge.until,
        given_by=actor.name,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as taken:
        raise Refusal("number_taken", _("这个编号已经登记过了。"), status=422) from taken
    return row


@action(permit="letters.mandate", audit="letters.mandate_ended", silent=True)
def end_mandate(actor: Actor, *, mandate_id: UUID) -> Mandate:
    """End a certificate or charge with today; one that has not begun never does."""
    row = Mandate.objects.filter(pk=mandate_id, org_id=actor.org).first()
    if row is None:
        raise Hidden("no_mandate")
    row.until = max(min(row.until, today()), row.since)
    Mandate.objects.filter(pk=row.pk).update(until=row.until)
    return row
