"""Beginning a letter: its first words, from the template in force where the union stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from niangjia.kernel.base.clock import now
from niangjia.kernel.base.types import Actor, Refusal
from niangjia.kernel.cases import door as cases
from niangjia.kernel.people.switches import prefixes
from niangjia.kernel.rules import door as limits

from . import clocks, rules
from .models import Letter, Source, Template
from .wordings import BASIS, FIRM, KINDS, LAW_OF, UNION, Kind, Wording, resting_on

#: More cases than this do not fit one letter, nor one reader.
MOST_SOURCES = 100


@dataclass(frozen=True, slots=True)
class NewLetter:
    """What a letter begins with. `values` go into the places of its template."""

    kind: str
    to_name: str
    to_id: UUID | None = None
    firm_id: UUID | None = None
    firm_name: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    case_ids: Sequence[UUID] = ()
    after_id: UUID | None = None
    title: str = ""


def draft(actor: Actor, new: NewLetter) -> Letter:
    """Begin a letter. Its cases must be the acting union's to see; it has no number yet."""
    words, kind = wording(actor, new.kind), KINDS[new.kind]
    basis = _basis(kind, actor.org_path)
    known = {UNION: actor.org_name, FIRM: new.to_name, BASIS: resting_on(basis), **new.values}
    letter = Letter(
        org_id=actor.org,
        org_root=actor.org_root,
        org_path=actor.org_path,
        org_name=actor.org_name,
        kind=new.kind,
        title=rules.fill(new.title or words.title, known)[:80],
        body=rules.fill(words.body, known),
        basis=basis,
        to_id=new.to_id,
        to_name=new.to_name,
        firm_id=new.firm_id,
        firm_name=new.firm_name,
        after_id=new.after_id,
        by_id=actor.person_id,
        by_name=actor.name,
        created_at=now(),
        moved_at=now(),
        due_at=clocks.due(new.kind, actor.org_path)("letter.draft"),
    )
    letter.save(force_insert=True)
    _speak_about(actor, letter, new.case_ids)
    return letter


def _basis(kind: Kind, path: str) -> str:
    clause = limits.limit(kind.answer_clock, path).period.clause
    return clause or (kind.law if path.startswith(LAW_OF) else "")


def _speak_about(actor: Actor, letter: Letter, case_ids: Sequence[UUID]) -> None:
    ids = list(dict.fromkeys(case_ids))
    if len(ids) > MOST_SOURCES:
        raise Refusal("too_many", _("一份文书最多说 100 件事，请把范围选小一点。"), status=422)
    seen = cases.queries.seen(actor, ids, for_firm=letter.to_id is not None)
    Source.objects.bulk_create(
        [
            Source(letter=letter, case_id=one, org_root=letter.org_root, org_path=letter.org_path)
            for one in ids
            if one in seen
        ]
    )


def wording(actor: Actor, kind: str) -> Wording:
    """The words in force where the actor stands: the union's own, the nearest above, the house's.

    The word in the number is a union's own signature: that of the union above is not inherited.
    """
    house = KINDS[kind].house
    word = rules.union_word(actor.org_name) + house.word
    nearest = _templates(actor, kind).order_by("-org_path").first()
    if nearest is None:
        return Wording(word, house.title, house.body)
    own = nearest.word if nearest.org_id == actor.org_id else ""
    return Wording(own or word, nearest.title, nearest.body)


def own_template(actor: Actor, kind: str) -> Template | None:
    """What the acting union itself wrote, if anything."""
    return _templates(actor, kind).filter(org_id=actor.org).first()


def _templates(actor: Actor, kind: str) -> QuerySet[Template]:
    here = [path for path in prefixes(actor.org_path) if path.startswith(actor.org_root)]
    return Template.objects.filter(kind=kind, org_path__in=here).exclude(body="")
