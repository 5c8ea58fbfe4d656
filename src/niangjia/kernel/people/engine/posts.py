"""Lines of posts: who, where, what, from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import codes
from niangjia.kernel.base.types import Post
from niangjia.kernel.people import rules, sealing
from niangjia.kernel.people.models import Appointment, Import, Membership, Person

from .lines import Column, Line, Orgs, State, Twice, day, unknown, words

PERSON = Column(
    "person",
    noop("手机号或会员号"),
    noop("必填：这个人要已经在名册里"),
    required=True,
    also=("手机号", "会员号"),
)
ORG = Column(
    "org",
    noop("单位代码"),
    noop("必填：名册里的代码或全称"),
    required=True,
    also=("单位", "工会代码"),
)
POST = Column(
    "post", noop("职务"), noop("必填：专职干部、工会主席、回访员、单位经办人"), required=True
)
TITLE = Column("title", noop("职务名称"), noop("例如：权益保障部部长；空着就用职务"))
SINCE = Column(
    "since", noop("从哪天起"), noop("必填，2022-04-18"), required=True, also=("任职日期",)
)
UNTIL = Column("until", noop("到哪天"), noop("空着表示还在任"))
COLUMNS = (PERSON, ORG, POST, TITLE, SINCE, UNTIL)

#: The administrator's post is given by hand, one at a time.
POSTS = {
    rules.POST_WORDS[post]: post for post in (Post.OFFICER, Post.CHAIR, Post.CALLER, Post.RESPONDER)
}


def check(run: Import, lines: Sequence[Line], twice: Twice) -> None:
    """Say what is wrong with each line, or that it is there already. Four queries a chunk."""
    for line in lines:
        line.read(PERSON, words(24))
        line.read(POST, _post)
        line.read(TITLE, words(40))
        line.read(SINCE, day)
        line.read(UNTIL, day)
    orgs = Orgs(run, (line.cells.get(ORG.key) for line in lines))
    people = _people(run, lines)
    for line in lines:
        _check(run, line, orgs, people)
    _same(lines)


def _post(text: str) -> Post:
    if text not in POSTS:
        raise ValueError(unknown(text, POSTS))
    return POSTS[text]


def _people(run: Import, lines: Sequence[Line]) -> dict[str, Person]:
    """People of the importer's part by what their cell says: a phone or a member number."""
    texts = {line.found["person"] for line in lines if line.found["person"]}
    rows = Person.objects.filter(
        home_path__gte=run.org_path, home_path__lt=f"{run.org_path}~", state="active"
    )
    indexes = {sealing.phone_index(phone): text for text in texts if (phone := _phone(text))}
    found = {indexes[p.phone_index]: p for p in rows.filter(phone_index__in=indexes)}
    numbered = Membership.objects.filter(number__in=texts).values_list("number", "person_id")
    by_id = rows.in_bulk([person_id for _number, person_id in numbered])
    return found | {number: by_id[key] for number, key in numbered if key in by_id}


def _phone(text: str) -> str:
    try:
        return codes.mobile(text)
    except codes.BadCode:
        return ""


def _check(run: Import, line: Line, orgs: Orgs, people: dict[str, Person]) -> None:
    org, person = orgs.get(line, ORG), people.get(line.found["person"] or "")
    if ORG.key not in line.cells or not line.cells[ORG.key]:
        line.wrong(ORG.title, noop("没有填"))
    if person is None and line.found["person"]:
        line.wrong(PERSON.title, noop("名册里没有这个人，请先导入人员"))
    if not line.good or org is None or person is None:
        return
    line.found["org"], line.found["who"] = org, person
    _check_rules(run, line)


def _check_rules(run: Import, line: Line) -> None:
    giver = rules.Giver(Post(run.by_post), run.org_path)
    org, post = line.found["org"], line.found["post"]
    verdicts = (
        (POST, rules.may_appoint(giver, post, rules.Where(org.kind, org.path))),
        (UNTIL, rules.dates_in_order(line.found["since"], line.found["until"])),
    )
    for column, verdict in verdicts:
        if not verdict:
            line.wrong(column.title, verdict.reason)
    if line.found["who"].id == run.by_id:
        line.wrong(PERSON.title, noop("不能任命自己"))


def _same(lines: Sequence[Line]) -> None:
    """A post that overlaps one the person holds there is there already; also within the chunk."""
    good = [line for line in lines if line.good]
    held: dict[tuple[UUID, UUID, str], list[Appointment]] = {}
    for row in Appointment.objects.filter(person_id__in=[line.found["who"].id for line in good]):
        held.setdefault((row.person_id, row.org_id, row.post), []).append(row)
    for line in good:
        made = _appointment(line)
        beside = held.setdefault((made.person_id, made.org_id, made.post), [])
        if any(_overlap(made, other) for other in beside):
            line.same()
        else:
            beside.append(made)


def _overlap(one: Appointment, other: Appointment) -> bool:
    return (one.until is None or other.since <= one.until) and (
        other.until is None or one.since <= other.until
    )


def _appointment(line: Line) -> Appointment:
    found = line.found
    made = Appointment(
        person=found["who"],
        org=found["org"],
        org_root=found["org"].root,
        org_path=found["org"].path,
        post=found["post"].value,
        title=found["title"] or "",
        since=found["since"],
        until=found["until"],
    )
    line.found["made"] = made
    return made


def write(run: Import, lines: Sequence[Line]) -> None:
    """Write good lines in one statement."""
    good = [line for line in lines if line.good]
    for line in good:
        made: Appointment = line.found["made"]
        made.appointed_by = run.by_id
        line.state, line.object_id = State.DONE, made.id
    Appointment.objects.bulk_create([line.found["made"] for line in good], batch_size=1000)
