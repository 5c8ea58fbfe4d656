"""Planting many organisations, people and posts at once: the demo, the bench, tests.

For the keeper's role (nj_keeper); nothing here asks who acts. Ids come from `new_id`, so that
`ids.seeded` makes them repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.types import Post

from . import numbers, sealing, tree
from .models import Account, Appointment, Membership, Org, OrgCounter, Person

BATCH = 1000


@dataclass(frozen=True, slots=True)
class OrgSeed:
    """An organisation to plant; `parent` and `union` are keys of seeds that came before."""

    key: str
    name: str
    kind: str = "union"
    level: str = ""
    parent: str = ""
    region: str = ""
    short: str = ""
    code: str = ""
    credit_code: str = ""
    industry: str = ""
    headcount: int = 0
    union: str = ""
    founded_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonSeed:
    """A person to plant: `phone` as 11 digits; a member of `union` when `joined_on` is given."""

    key: str
    name: str
    phone: str = ""
    id_number: str = ""
    union: Org | None = None
    employer: Org | None = None
    joined_on: date | None = None
    number: str = ""
    identity: int = Person.Identity.ROSTER
    account: bool = True


@dataclass(frozen=True, slots=True)
class AppointmentSeed:
    """A post to plant."""

    person: Person
    org: Org
    post: Post
    title: str = ""
    since: date | None = None
    until: date | None = None


def plant_orgs(seeds: Sequence[OrgSeed], known: dict[str, Org] | None = None) -> dict[str, Org]:
    """Create organisations, parents first; returns all by key, `known` ones included."""
    found = dict(known or {})
    before = _counters(found.values())
    taken = Counter(before)
    new = [_org(seed, found, taken) for seed in seeds]
    Org.objects.bulk_create(new, batch_size=BATCH)
    OrgCounter.objects.bulk_create(
        [OrgCounter(org_id=org_id, children=n) for org_id, n in taken.items()],
        batch_size=BATCH,
        update_conflicts=True,
        update_fields=["children"],
        unique_fields=["org"],
    )
    return found


def _counters(orgs: Iterable[Org]) -> dict[UUID, int]:
    rows = OrgCounter.objects.filter(org_id__in=[org.id for org in orgs])
    return dict(rows.values_list("org_id", "children"))


def _org(seed: OrgSeed, found: dict[str, Org], taken: Counter[UUID]) -> Org:
    parent = found.get(seed.parent)
    if parent and seed.level not in tree.REGIONAL:
        taken[parent.id] += 1
    path = tree.place(
        seed.kind,
        seed.level,
        seed.region,
        parent.path if parent else "",
        taken[parent.id] if parent else 0,
    )
    root = tree.root_of(seed.kind, seed.level, path, parent.root if parent else path)
    region = seed.region or (parent.region if parent else "")
    code = seed.code or tree.code_of(region, path, root, region)
    union = found.get(seed.union)
    org = Org(
        id=new_id(),
        kind=seed.kind,
        level=seed.level,
        name=seed.name,
        short=seed.short,
        code=code,
        parent=parent,
        path=path,
        root=root,
        region=region,
        credit_code=seed.credit_code,
        industry=seed.industry,
        headcount=seed.headcount,
        union=union,
        founded_on=seed.founded_on,
        search=sealing.vector(sealing.org_words(seed.name, seed.short, code, seed.credit_code)),
    )
    found[seed.key] = org
    return org


def plant_people(seeds: Sequence[PersonSeed]) -> dict[str, Person]:
    """Create people, their memberships, and an account for everybody with a phone."""
    people = {seed.key: _person(seed) for seed in seeds}
    Person.objects.bulk_create(people.values(), batch_size=BATCH)
    Membership.objects.bulk_create(_memberships(seeds, people), batch_size=BATCH)
    accounts = [_account(people[s.key].id, s.phone) for s in seeds if s.phone and s.account]
    Account.objects.bulk_create(accounts, batch_size=BATCH)
    return people


def _person(seed: PersonSeed) -> Person:
    key, union = new_id(), seed.union
    return Person(
        id=key,
        name=seed.name,
        identity=seed.identity,
        home_org=union,
        home_path=union.path if union else "",
        home_root=union.root if union else "",
        employer=seed.employer,
        joined_on=seed.joined_on,
        search=sealing.vector(sealing.person_words(seed.name, seed.phone)),
        **sealing.phone_fields(key, seed.phone),
        **sealing.id_fields(key, seed.id_number),
    )


def _memberships(seeds: Sequence[PersonSeed], people: dict[str, Person]) -> list[Membership]:
    unnumbered = Counter(s.union.root for s in seeds if s.union and s.joined_on and not s.number)
    free = {root: numbers.members(root, n) for root, n in unnumbered.items()}
    return [
        Membership(
            person=people[seed.key],
            org=seed.union,
            org_root=seed.union.root,
            org_path=seed.union.path,
            since=seed.joined_on,
            number=seed.number or free[seed.union.root].pop(0),
        )
        for seed in seeds
        if seed.union and seed.joined_on
    ]


def _account(person_id: UUID, phone: str) -> Account:
    key = new_id()
    account = Account(
        id=key, person_id=person_id, phone_verified=True, **sealing.account_phone_fields(key, phone)
    )
    account.set_unusable_password()
    return account


def plant_appointments(seeds: Sequence[AppointmentSeed]) -> list[Appointment]:
    """Create posts; `since` defaults to today."""
    rows = [
        Appointment(
            person=s.person,
            org=s.org,
            org_root=s.org.root,
            org_path=s.org.path,
            post=s.post.value,
            title=s.title,
            since=s.since or today(),
            until=s.until,
        )
        for s in seeds
    ]
    return Appointment.objects.bulk_create(rows, batch_size=BATCH)
