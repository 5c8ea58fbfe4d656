"""What other rooms may ask of people and organisations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Q
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.codes import mobile
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.paths import inside
from niangjia.kernel.base.sealed import blind, seal, unseal
from niangjia.kernel.base.search import lexemes
from niangjia.kernel.base.types import Actor, Post

from . import phones, reach, sealing, switches
from . import sheets as sheets  # files of tables, for rooms that hand some out
from .models import Appointment, Membership, Org, Person
from .queries.match import Given as Given
from .queries.match import Met as Met
from .queries.match import matched as matched

#: All places on the way to a path: 33. 33.01. 33.01.99.
prefixes = switches.prefixes

#: The name kept for somebody who left none.
UNNAMED = noop("（未留姓名）")


@dataclass(frozen=True, slots=True)
class OrgFacts:
    """An organisation as rules see it. `union_id` is the union an employer's workers belong to."""

    id: UUID
    name: str
    short: str
    kind: str
    level: str
    path: str
    root: str
    headcount: int
    union_id: UUID | None
    industry: str = ""


def _facts(org: Org) -> OrgFacts:
    return OrgFacts(
        org.id,
        org.name,
        org.short,
        org.kind,
        org.level,
        org.path,
        org.root,
        org.headcount,
        org.union_id,
        org.industry,
    )


#: Columns in the order of `OrgFacts`. Plain SQL: every review and every case page asks this.
COLUMNS = "id, name, short, kind, level, path, root, headcount, union_id, industry"
FACTS = f"SELECT {COLUMNS} FROM people_org WHERE state = 'active' AND "


def _ask(where: str, values: list[Any]) -> list[OrgFacts]:
    with connection.cursor() as cursor:
        cursor.execute(FACTS + where, values)
        return [OrgFacts(*row) for row in cursor.fetchall()]


def names_at(paths: Iterable[str]) -> dict[str, str]:
    """Names of the organisations that stand at these places, by place."""
    return {one.path: one.name for one in _ask("path = ANY (%s)", [list(set(paths))])}


def org(org_id: UUID | None) -> OrgFacts | None:
    """One organisation, or None."""
    found = _ask("id = %s", [org_id]) if org_id else []
    return found[0] if found else None


def code_of(org_id: UUID) -> str:
    """The code of an organisation: what stands for it in addresses anybody may open."""
    return Org.objects.filter(id=org_id).values_list("code", flat=True).first() or ""


def unions_right_below(org_id: UUID) -> list[UUID]:
    """Ids of the unions whose parent this one is."""
    found = Org.objects.filter(parent_id=org_id, kind="union", state="active")
    return list(found.order_by("path").values_list("id", flat=True))


def orgs(ids: Iterable[UUID]) -> dict[UUID, OrgFacts]:
    """Organisations by id, closed ones too: what was counted there stays there."""
    return _by_id("id = ANY (%s)", [list(ids)])


def unions() -> dict[UUID, OrgFacts]:
    """Every union of the house, closed ones too."""
    return _by_id("kind = 'union'", [])


def _by_id(where: str, values: list[Any]) -> dict[UUID, OrgFacts]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM people_org WHERE {where}", values)
        return {row[0]: OrgFacts(*row) for row in cursor.fetchall()}


def employer_and_union(org_id: UUID | None) -> tuple[OrgFacts | None, OrgFacts | None]:
    """An employer and the union its workers belong to, in one read."""
    either = "(id = %s OR id = (SELECT e.union_id FROM people_org e WHERE e.id = %s))"
    found = {one.id: one for one in _ask(either, [org_id, org_id])} if org_id else {}
    firm = found.get(org_id) if org_id else None
    if firm is None or firm.kind != "employer":
        return None, None
    return firm, found.get(firm.union_id) if firm.union_id else None


def org_by_code(code: str) -> OrgFacts | None:
    """The union with this code nearest the top of the tree."""
    found = Org.objects.filter(code=code, kind="union", state="active").order_by("path").first()
    return _facts(found) if found else None


def unions_on_the_way(path: str) -> list[OrgFacts]:
    """Unions on the way from the top of the tree down to `path`, top first."""
    return _ask("path = ANY (%s) AND kind = 'union' ORDER BY path", [switches.prefixes(path)])


def unions_above(path: str) -> list[OrgFacts]:
    """Unions over the one at `path`, the operating one first and the nearest last.

    Sight ends at the operating union: a city above it is none of them.
    """
    found = unions_on_the_way(path)
    return [one for one in found[:-1] if one.root == found[-1].root]


#: Levels of unions that may hand matters to one of the same level.
PEERS = (Org.Levels.TOWN, Org.Levels.INDUSTRY, Org.Levels.COUNTY)


def unions_to_forward_to(actor: Actor) -> list[OrgFacts]:
    """Unions above the actor's own, those right below it, and those beside it.

    Unions of firms are not asked by each other: an employer sits at their table.
    """
    above = [p for p in switches.prefixes(actor.org_path) if p.startswith(actor.org_root)]
    near = Q(path__in=above) | Q(parent_id=actor.org_id)
    if len(above) > 1:
        near |= Q(parent__path=above[-2], level__in=PEERS)
    found = Org.objects.filter(near, root=actor.org_root, kind="union", state="active")
    return [_facts(row) for row in found.exclude(id=actor.org).order_by("path")[:200]]


def employer_of(actor: Actor) -> OrgFacts | None:
    """The acting person's employer in the records."""
    person = Person.objects.select_related("employer").filter(id=actor.me).first()
    return _facts(person.employer) if person and person.employer else None


def find_employers(text: str, root: str, limit: int = 20) -> list[OrgFacts]:
    """Employers of one operating union whose name contains `text`."""
    rows = Org.objects.filter(kind="employer", state="active", name__icontains=text.strip())
    rows = rows.filter(root=root) if root else rows
    return [_facts(row) for row in rows.order_by("name")[:limit]]


def house() -> tuple[str, str, str]:
    """What a stranger is shown of the one operating union: its name, its brand, its hotline.

    Nothing where there are several, or none yet.
    """
    tops = list(Org.objects.filter(kind="union", path=F("root"), level="county")[:2])
    if len(tops) != 1:
        return "", "", ""
    found = switches.at(tops[0].path)
    return tops[0].name, found.brand, found.hotline


_prefixes: dict[str, str] = {}


def number_prefix(root: str) -> str:
    """Letters in front of an operating union's case numbers; its short name, else its region."""
    if root not in _prefixes:
        found = Org.objects.filter(path=root).values_list("short", "region").first()
        _prefixes[root] = (found[0] if found else "") or (found[1] if found else "") or "NJ"
    return _prefixes[root]


def is_open(actor: Actor, key: str) -> bool:
    """Whether a service, or a part of one, is open where the actor stands."""
    return switches.at(actor.org_path).open(key)


def city_of(path: str) -> str:
    """The path of the city union a place comes under; "" where there is none."""
    above = unions_on_the_way(path)
    return next((one.path for one in above if one.level == Org.Levels.CITY), "")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as another room may show one after a look was written down."""

    subject_id: UUID
    name: str
    phone: str
    employer: str


def person(person_id: UUID) -> PersonFacts | None:
    """A person's name and phone within the actor's scope."""
    found = Person.objects.select_related("employer").filter(id=person_id).first()
    return _person_facts(found) if found else None


def _person_facts(found: Person) -> PersonFacts:
    phone = unseal(found.phone, "people_person.phone", found.id)
    employer = found.employer.name if found.employer else ""
    return PersonFacts(found.id, found.name, phone, employer)


def persons(ids: Iterable[UUID]) -> dict[UUID, PersonFacts]:
    """Names and phones of several people within the actor's scope, in one read."""
    rows = Person.objects.select_related("employer").filter(id__in=list(ids))
    return {row.id: _person_facts(row) for row in rows}


@dataclass(frozen=True, slots=True)
class Cadre:
    """Somebody who acts for a union today."""

    person_id: UUID
    name: str
    title: str


def cadres(org_id: UUID) -> list[Cadre]:
    """Officers and chairs of a union, within the actor's scope."""
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gte=today()),
        org_id=org_id,
        post__in=(Post.OFFICER, Post.CHAIR),
        since__lte=today(),
    )
    rows = held.order_by("post", "person__name").values_list("person_id", "person__name", "title")
    return list({row[0]: Cadre(*row) for row in rows}.values())


def employers_named(text: str, root: str) -> list[OrgFacts]:
    """Employers of one operating union with exactly this name or code, else those containing it."""
    words = text.strip()
    rows = Org.objects.filter(kind="employer", state="active", root=root)
    exact = list(rows.filter(Q(name=words) | Q(code=words))[:2])
    found = exact or list(rows.filter(name__icontains=words).order_by("name")[:5])
    return [_facts(row) for row in found]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a living record can be reached, in the clear: for sending now, never for keeping."""

    home_path: str
    phone: str = ""
    email: str = ""
    openid: str = ""


def masked(phone: str) -> str:
    """138****0001; "" for none."""
    return phones.masked(phone) if phone else ""


def addresses(people: Iterable[UUID]) -> dict[UUID, Addresses]:
    """Addresses of people within the actor's sight. Closed and merged records have none."""
    return {
        one.id: Addresses(
            one.home_path, sealing.phone_of(one), sealing.email_of(one), sealing.openid_of(one)
        )
        for one in Person.objects.filter(id__in=list(people), state="active")
    }


def count_people(actor: Actor) -> int:
    """How many living records the actor's part of the tree holds."""
    return Person.objects.filter(reach.people(actor), state="active").count()


def names(people: Iterable[UUID]) -> dict[UUID, str]:
    """Names of people within the actor's sight. The caller writes the look down."""
    return dict(Person.objects.filter(id__in=list(people)).values_list("id", "name"))


def homes(actor: Actor, people: Iterable[UUID]) -> dict[UUID, str]:
    """Paths of the unions of living people of the actor's part; the others are left out."""
    rows = Person.objects.filter(reach.people(actor), id__in=list(people), state="active")
    return dict(rows.values_list("id", "home_path"))


def members_on(actor: Actor, day: date) -> dict[UUID, str]:
    """Living people who are members of a union of the actor's part on a day, with that union's
    path; a transfer within it is one membership."""
    held = Membership.objects.filter(inside(actor), since__lte=day, person__state="active")
    held = held.filter(Q(until=None) | Q(until__gte=day)).order_by("since")
    return dict(held.values_list("person_id", "org_path"))


def id_numbers(people: Iterable[UUID]) -> dict[UUID, tuple[str, str]]:
    """Name and identity number ("" where none is held) of people within the actor's sight. The
    caller writes the look down."""
    rows = Person.objects.filter(id__in=list(people)).only("id", "name", "id_number")
    return {row.id: (row.name, sealing.id_number_of(row)) for row in rows}


def own_orgs(actor: Actor, names: Iterable[str]) -> dict[str, UUID]:
    """Unions and employers of the actor's own part of the tree by exactly these names or codes."""
    asked = list(names)
    rows = Org.objects.filter(Q(name__in=asked) | Q(code__in=asked), state="active")
    rows = rows.filter(root=actor.org_root, kind__in=("union", "employer"))
    mine = Q(path__startswith=actor.org_path) | Q(union__path__startswith=actor.org_path)
    found: dict[str, UUID] = {}
    for one in rows.filter(mine):
        found |= {one.code: one.id, one.name: one.id}
    return found


def org_names(orgs: Iterable[UUID]) -> dict[UUID, str]:
    """Names of organisations: they are public."""
    return dict(Org.objects.filter(id__in=list(orgs)).values_list("id", "name"))


def own_employers(actor: Actor, after: str, most: int) -> list[OrgFacts]:
    """Employers whose workers belong to unions of the actor's own part of the tree, by name."""
    return _ask(
        "kind = 'employer' AND root = %s AND name > %s AND union_id IN (SELECT u.id FROM "
        "people_org u WHERE u.root = %s AND starts_with(u.path, %s)) ORDER BY name LIMIT %s",
        [actor.org_root, after, actor.org_root, actor.org_path, most],
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where an employer stands: its name and the town union it comes under ("" for none)."""

    name: str
    town: str


def places(firms: Iterable[UUID]) -> dict[UUID, Place]:
    """Names and towns of employers, in one read."""
    sql = (
        "SELECT e.id, e.name, coalesce(t.name, '') FROM people_org e "
        "LEFT JOIN people_org u ON u.id = e.union_id "
        "LEFT JOIN people_org t ON t.level = 'town' AND t.kind = 'union' "
        "AND starts_with(coalesce(u.path, e.path), t.path) WHERE e.id = ANY (%s)"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(firms)])
        return {UUID(str(key)): Place(name, town) for key, name, town in cursor.fetchall()}


def person_for(name: str, phone: str, home: OrgFacts, employer: OrgFacts) -> UUID | None:
    """The person a cadre writes for: found by phone, else entered anew; None without a name.

    The cadre learns only an identifier, never whether the number was known before.
    """
    if not name.strip() and not phone.strip():
        return None
    person_id = new_id()
    number = mobile(phone) if phone.strip() else ""
    row = {
        "id": str(person_id),
        "name": name.strip() or UNNAMED,
        "phone": seal(number, "people_person.phone", person_id),
        "phone_index": blind(number, "phone"),
        "phone_last4": number[-4:],
        "home_org_id": str(home.id),
        "home_path": home.path,
        "home_root": home.root,
        "employer_id": str(employer.id),
        "lexemes": lexemes(name, number[-4:]),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT api.person_for(%s::jsonb)", [json.dumps(row)])
        return UUID(str(cursor.fetchone()[0]))
