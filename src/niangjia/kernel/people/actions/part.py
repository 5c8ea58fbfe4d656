"""Records in one's own part of the tree, and what a broken constraint says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction

from niangjia.kernel.base.types import Actor, Hidden, Refusal
from niangjia.kernel.people import reach
from niangjia.kernel.people.models import Org, Person


def org_in_my_part(actor: Actor, org_id: UUID) -> Org:
    """An organisation of the actor's part of the tree; Hidden for any other."""
    found = Org.objects.filter(id=org_id, path__startswith=actor.org_path).first()
    if found is None or not actor.org_path:
        raise Hidden
    return found


def person_in_my_part(actor: Actor, person_id: UUID) -> Person:
    """A person who belongs to the actor's part of the tree; Hidden for any other."""
    found = Person.objects.filter(reach.people(actor), id=person_id, state="active").first()
    if found is None or not actor.org_path:
        raise Hidden
    return found


@contextmanager
def refused_by(**sentences: str) -> Iterator[None]:
    """Turn a broken constraint into its sentence; the act goes on as if nothing had been tried."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as broken:
        name = _constraint(broken)
        if name not in sentences:
            raise
        raise Refusal(name, sentences[name]) from broken


def _constraint(broken: IntegrityError) -> str:
    diagnosis = getattr(broken.__cause__, "diag", None)
    return str(getattr(diagnosis, "constraint_name", "") or "")
