"""Templates as a union edits them, and who holds which certificate."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from niangjia.kernel.acts.action import query
from niangjia.kernel.base.clock import date_text, day_text, today
from niangjia.kernel.base.types import Actor, Hidden
from niangjia.kernel.letters import drafting, rules
from niangjia.kernel.letters.models import Mandate
from niangjia.kernel.letters.wordings import KINDS, MANDATES, PLACES, Wording


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A kind of letter in the list of templates."""

    key: str
    label: str
    icon: str
    title: str
    example: str
    own: bool
    changed: str


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """One kind's words, as they stand and as they would look."""

    key: str
    label: str
    words: Wording
    own: bool
    places: tuple[tuple[str, str], ...]
    sample: str


@dataclass(frozen=True, slots=True)
class MandateLine:
    """A certificate or charge in the list."""

    id: str
    name: str
    kind: str
    number: str
    span: str
    valid: bool
    own: bool


@query(permit="letters.settings")
def templates(actor: Actor) -> list[TemplateLine]:
    """Every kind of letter with the words in force here."""
    return [_template(actor, key) for key in KINDS]


def _template(actor: Actor, key: str) -> TemplateLine:
    words, own = drafting.wording(actor, key), drafting.own_template(actor, key)
    changed = f"{own.changed_by} {day_text(own.changed_at)}" if own else ""
    example = rules.number(words.word, today().year, 1)
    return TemplateLine(
        key, _(KINDS[key].label), KINDS[key].icon, words.title, example, own is not None, changed
    )


@query(permit="letters.settings")
def template(actor: Actor, key: str, typed: Wording | None = None) -> TemplatePage:
    """One kind's words; with `typed`, as they would look if these were kept."""
    if key not in KINDS:
        raise Hidden("no_kind")
    words = typed or drafting.wording(actor, key)
    sample = rules.fill(words.body, {name: _("（%s）") % _(hint) for name, hint in PLACES.items()})
    return TemplatePage(
        key,
        _(KINDS[key].label),
        words,
        drafting.own_template(actor, key) is not None,
        tuple((rules.marked(name), _(hint)) for name, hint in PLACES.items()),
        sample,
    )


@query(permit="letters.see")
def mandates(actor: Actor) -> list[MandateLine]:
    """Certificates and charges at the own union, those that end last first."""
    rows = Mandate.objects.filter(org_id=actor.org).order_by("-until", "person_name")[:200]
    kinds = dict(MANDATES)
    return [
        MandateLine(
            str(row.id),
            row.person_name,
            _(kinds[row.kind]),
            row.number,
            _("%(since)s至%(until)s")
            % {"since": date_text(row.since), "until": date_text(row.until)},
            row.since <= today() <= row.until,
            True,
        )
        for row in rows
    ]
