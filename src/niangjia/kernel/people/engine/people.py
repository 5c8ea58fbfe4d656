"""Lines of people: name, numbers, union, employer, membership."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import codes
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.people import numbers, sealing
from niangjia.kernel.people.models import Import, Membership, Org, Person

from .lines import Column, Line, Orgs, State, Twice, day, identity, words

NAME = Column("name", noop("姓名"), noop("必填"), required=True)
PHONE = Column(
    "phone",
    noop("手机号"),
    noop("11 位；手机号、身份证号、会员号至少填一个"),
    also=("手机", "电话"),
)
ID_NUMBER = Column("id_number", noop("身份证号"), noop("18 位"), also=("证件号", "证件号码"))
UNION = Column(
    "union",
    noop("工会代码"),
    noop("名册里的代码或全称；空着就是导入的工会"),
    also=("工会", "所属工会"),
)
EMPLOYER = Column(
    "employer", noop("单位代码"), noop("名册里的代码或全称"), also=("单位", "工作单位")
)
JOINED = Column("joined_on", noop("入会日期"), noop("2022-04-18；空着表示还没入会"))
NUMBER = Column("number", noop("会员号"), noop("空着就自动编"), also=("会员证号",))
COLUMNS = (NAME, PHONE, ID_NUMBER, UNION, EMPLOYER, JOINED, NUMBER)

ELSEWHERE = noop("已经登记在别处，请让本人登录后办转会籍")


def check(run: Import, lines: Sequence[Line], twice: Twice) -> None:
    """Say what is wrong with each line, or that it is there already. Five queries a chunk."""
    for line in lines:
        _read(line)
        for column in (PHONE, ID_NUMBER, NUMBER):
            twice.check(line, column, line.found.get(column.key))
    _look_up_orgs(run, lines)
    _look_up_people(run, lines)


def _read(line: Line) -> None:
    line.read(NAME, words(60))
    line.read(PHONE, codes.mobile)
    line.read(ID_NUMBER, identity)
    line.read(JOINED, day)
    line.read(NUMBER, words(24))
    if not any(line.cells.get(column.key) for column in (PHONE, ID_NUMBER, NUMBER)):
        line.wrong("", noop("手机号、身份证号、会员号至少填一个"))


def _look_up_orgs(run: Import, lines: Sequence[Line]) -> None:
    orgs = Orgs(run, (line.cells.get(c.key) for line in lines for c in (UNION, EMPLOYER)))
    own = Org.objects.get(id=run.org_id)
    for line in lines:
        line.found["union"] = orgs.get(line, UNION, "union") or own
        line.found["employer"] = orgs.get(line, EMPLOYER, "employer")
        if line.found["union"].kind != "union":
            line.wrong(UNION.title, noop("没有填"))


def _look_up_people(run: Import, lines: Sequence[Line]) -> None:
    known = _known(lines)
    members = set(
        Membership.objects.filter(number__in=_values(lines, NUMBER))
        .exclude(number="")
        .values_list("org_root", "number")
    )
    for line in lines:
        person = known.get(_phone_index(line)) or known.get(_id_index(line))
        if person is not None:
            _settle(run, line, person)
        elif (line.found["union"].root, line.found["number"]) in members:
            line.same()


def _known(lines: Sequence[Line]) -> dict[str, Person]:
    """People with one of these numbers, by blind index."""
    phones = [_phone_index(line) for line in lines]
    ids = [_id_index(line) for line in lines]
    by_phone = Person.objects.filter(phone_index__in=phones).exclude(phone_index="")
    by_id = Person.objects.filter(id_index__in=ids).exclude(id_index="")
    return {p.id_index: p for p in by_id} | {p.phone_index: p for p in by_phone}


def _phone_index(line: Line) -> str:
    return sealing.phone_index(line.found.get("phone") or "") or "-"


def _id_index(line: Line) -> str:
    return sealing.id_index(line.found.get("id_number") or "") or "-"


def _values(lines: Sequence[Line], column: Column) -> list[str]:
    return [value for line in lines if (value := line.found.get(column.key))]


def _settle(run: Import, line: Line, person: Person) -> None:
    """Somebody is known: one of ours, somebody without a union to take in, or another union's."""
    if not line.good:
        return
    if person.home_path.startswith(run.org_path):
        line.same()
    elif person.home_path == "" and person.state == "active":
        line.found["known"] = person.id
    else:
        line.wrong(PHONE.title, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Row:
    """A person about to be written."""

    id: UUID
    line: Line
    number: str


INSERT_PEOPLE = """
INSERT INTO people_person (id, name, phone, phone_index, phone_last4, id_number, id_index, identity,
    home_org_id, home_path, home_root, employer_id, joined_on, state, search)
SELECT r.id, r.name, r.phone, r.phone_index, r.last4, r.id_number, r.id_index, 2,
    r.org, r.path, r.root, r.employer, r.joined, 'active', array_to_tsvector(
        string_to_array(r.lexemes, ' '))
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
    %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::date[], %s::text[])
    AS r(id, name, phone, phone_index, last4, id_number, id_index, org, path, root, employer,
         joined, lexemes)
ON CONFLICT DO NOTHING RETURNING id
"""
TAKE_IN = """
UPDATE people_person p SET home_org_id = r.org, home_path = r.path, home_root = r.root,
    employer_id = coalesce(r.employer, p.employer_id), identity = greatest(p.identity, 2),
    joined_on = coalesce(p.joined_on, r.joined)
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::date[])
    AS r(id, org, path, root, employer, joined)
WHERE p.id = r.id AND p.home_path = '' RETURNING p.id
"""
INSERT_MEMBERS = """
INSERT INTO people_membership (id, person_id, org_id, org_root, org_path, number, since)
SELECT * FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[],
    %s::date[])
"""


def write(run: Import, lines: Sequence[Line]) -> None:
    """Write good lines: new people, people taken in, memberships. Three statements a chunk."""
    rows = _rows([line for line in lines if line.good])
    new = [row for row in rows if "known" not in row.line.found]
    taken = [row for row in rows if "known" in row.line.found]
    _settled(new, _ids(INSERT_PEOPLE, _people_columns(new)), State.DONE)
    _settled(taken, _ids(TAKE_IN, _taken_columns(taken)), State.CHANGED)
    members = [
        row
        for row in rows
        if row.line.found["joined_on"] and row.line.state in (State.DONE, State.CHANGED)
    ]
    _run(INSERT_MEMBERS, _member_columns(members))


def _rows(lines: Sequence[Line]) -> list[Row]:
    wanted = Counter(line.found["union"].root for line in lines if _needs_number(line))
    free = {root: iter(numbers.members(root, count)) for root, count in wanted.items()}
    return [
        Row(
            line.found.get("known") or new_id(),
            line,
            next(free[line.found["union"].root])
            if _needs_number(line)
            else line.found["number"] or "",
        )
        for line in lines
    ]


def _needs_number(line: Line) -> bool:
    return bool(line.found["joined_on"]) and not line.found["number"]


def _settled(rows: Sequence[Row], written: set[UUID], state: str) -> None:
    for row in rows:
        if row.id in written:
            row.line.state, row.line.object_id = state, row.id
        else:
            row.line.errors.append(("", noop("刚刚有人登记了同一个号码")))
            row.line.state = State.FAILED


def _people_columns(rows: Sequence[Row]) -> list[list[object]]:
    out: list[list[object]] = [[] for _ in range(13)]
    for row in rows:
        for column, value in zip(out, _person(row), strict=True):
            column.append(value)
    return out


def _person(row: Row) -> tuple[object, ...]:
    found = row.line.found
    phone, number = found["phone"] or "", found["id_number"] or ""
    union, employer = found["union"], found["employer"]
    phones = sealing.phone_fields(row.id, phone)
    ids = sealing.id_fields(row.id, number)
    return (
        row.id,
        found["name"],
        *phones.values(),
        *ids.values(),
        union.id,
        union.path,
        union.root,
        employer.id if employer else None,
        found["joined_on"],
        " ".join(sealing.person_words(found["name"], phone)),
    )


def _taken_columns(rows: Sequence[Row]) -> list[list[object]]:
    unions = [row.line.found["union"] for row in rows]
    employers = [row.line.found["employer"] for row in rows]
    return [
        [row.id for row in rows],
        [u.id for u in unions],
        [u.path for u in unions],
        [u.root for u in unions],
        [e.id if e else None for e in employers],
        [row.line.found["joined_on"] for row in rows],
    ]


def _member_columns(rows: Sequence[Row]) -> list[list[object]]:
    unions = [row.line.found["union"] for row in rows]
    return [
        [new_id() for _ in rows],
        [row.id for row in rows],
        [u.id for u in unions],
        [u.root for u in unions],
        [u.path for u in unions],
        [row.number for row in rows],
        [row.line.found["joined_on"] for row in rows],
    ]


def _ids(statement: str, columns: list[list[object]]) -> set[UUID]:
    if not columns[0]:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)
        return {row[0] for row in cursor.fetchall()}


def _run(statement: str, columns: list[list[object]]) -> None:
    if columns[0]:
        with connection.cursor() as cursor:
            cursor.execute(statement, columns)
