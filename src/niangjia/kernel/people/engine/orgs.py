"""Lines of organisations. A parent stands in the house already, or on an earlier line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base import codes
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.people import numbers, sealing, tree
from niangjia.kernel.people.models import Import, Org

from .lines import Column, Line, Orgs, State, Twice, day, unknown, whole, words

NAME = Column("name", noop("名称"), noop("必填"), required=True, also=("单位名称",))
WHAT = Column(
    "what",
    noop("类别"),
    noop("必填：镇街工会、基层工会、联合工会、行业工会、用人单位、服务单位、场所"),
    required=True,
    also=("类型",),
)
PARENT = Column(
    "parent",
    noop("上级代码"),
    noop("上级工会的代码或全称；空着就是导入的工会"),
    also=("上级", "上级工会"),
)
CODE = Column("code", noop("代码"), noop("空着就自动编"))
SHORT = Column("short", noop("简称"), "")
CREDIT = Column("credit_code", noop("统一社会信用代码"), noop("18 位"), also=("信用代码",))
INDUSTRY = Column("industry", noop("行业"), "")
HEADCOUNT = Column("headcount", noop("人数"), noop("整数"), also=("职工人数",))
UNION = Column(
    "union", noop("所属工会代码"), noop("用人单位填：职工属于哪家工会"), also=("所属工会",)
)
FOUNDED = Column("founded_on", noop("成立日期"), "2022-04-18")
COLUMNS = (NAME, WHAT, PARENT, CODE, SHORT, CREDIT, INDUSTRY, HEADCOUNT, UNION, FOUNDED)

#: What the column 类别 may say -> kind, level.
KINDS = {
    "镇街工会": ("union", "town"),
    "乡镇工会": ("union", "town"),
    "街道工会": ("union", "town"),
    "基层工会": ("union", "grassroots"),
    "企业工会": ("union", "grassroots"),
    "联合工会": ("union", "joint"),
    "行业工会": ("union", "industry"),
    "用人单位": ("employer", ""),
    "企业": ("employer", ""),
    "服务单位": ("provider", ""),
    "场所": ("place", ""),
}


def check(run: Import, lines: Sequence[Line], twice: Twice) -> None:
    """Say what is wrong with each line, or that it is there already. Three queries a chunk."""
    for line in lines:
        _read(line)
        twice.check(line, CODE, line.found.get("code"))
        twice.check(line, CREDIT, line.found.get("credit_code"))
    own = Org.objects.get(id=run.org_id)
    taken = _taken(own, lines)
    orgs = Orgs(run, (line.cells.get(c.key) for line in lines for c in (PARENT, UNION)))
    for org in twice.orgs:
        orgs.add(org)
    for line in lines:
        _place(line, orgs, own)
        if line.good and taken & {line.found["code"], line.found["credit_code"]} - {None}:
            line.same()
        if line.good:
            made = _org(line)
            orgs.add(made)
            twice.orgs.append(made)


def _read(line: Line) -> None:
    line.read(NAME, words(120))
    line.read(WHAT, _what)
    line.read(CODE, words(20))
    line.read(SHORT, words(40))
    line.read(CREDIT, codes.credit_code)
    line.read(INDUSTRY, words(40))
    line.read(HEADCOUNT, whole)
    line.read(FOUNDED, day)


def _what(text: str) -> tuple[str, str]:
    if text not in KINDS:
        raise ValueError(unknown(text, KINDS))
    return KINDS[text]


def _taken(own: Org, lines: Sequence[Line]) -> set[str]:
    """Codes of this operating union that are in use, and credit codes."""
    asked = [line.found.get("code") for line in lines if line.found.get("code")]
    credits = [line.found.get("credit_code") for line in lines if line.found.get("credit_code")]
    here = Org.objects.filter(root=own.root)
    return {
        *here.filter(code__in=asked).values_list("code", flat=True),
        *here.filter(credit_code__in=credits).values_list("credit_code", flat=True),
    }


def _place(line: Line, orgs: Orgs, own: Org) -> None:
    parent = orgs.get(line, PARENT, "union") or own
    line.found["parent"] = parent
    line.found["union"] = orgs.get(line, UNION, "union")
    if line.found["what"] is None or not line.good:
        return
    kind, level = line.found["what"]
    verdict = tree.may_stand(kind, level, (parent.kind, parent.level))
    if not verdict:
        line.wrong(PARENT.title, verdict.reason)
        line.wrong("", verdict.remedy)
    if line.found["union"] is not None and kind == "union":
        line.wrong(UNION.title, noop("只有用人单位填这一栏"))


def _org(line: Line) -> Org:
    """The organisation a line is to become; its place comes when it is written."""
    found = line.found
    kind, level = found["what"]
    parent: Org = found["parent"]
    line.found["org"] = Org(
        id=new_id(),
        kind=kind,
        level=level,
        name=found["name"],
        short=found["short"] or "",
        code=found["code"] or "",
        parent_id=parent.id,
        path=f"{parent.path}?",
        root=parent.root,
        region=parent.region,
        credit_code=found["credit_code"] or "",
        industry=found["industry"] or "",
        headcount=found["headcount"] or 0,
        union_id=found["union"].id if found["union"] else None,
        founded_on=found["founded_on"],
    )
    made: Org = line.found["org"]
    return made


def write(run: Import, lines: Sequence[Line]) -> None:
    """Write good lines, parents before children: two statements a chunk."""
    good = [line for line in lines if line.good]
    new = {line.found["org"].id for line in good}
    wanted = Counter(line.found["parent"].id for line in good)
    free = {
        parent: iter(numbers.segments(parent, count))
        for parent, count in wanted.items()
        if parent not in new
    }
    local: Counter[UUID] = Counter()
    regions: dict[str, str] = {}
    for line in good:
        _settle(line, free, local, regions)
    Org.objects.bulk_create([line.found["org"] for line in good], batch_size=1000)
    for parent, count in local.items():
        numbers.segments(parent, count)


def _settle(
    line: Line, free: dict[UUID, Iterator[int]], local: Counter[UUID], regions: dict[str, str]
) -> None:
    """Give an organisation its place: the next number of its parent's."""
    org, parent = line.found["org"], line.found["parent"]
    if parent.id in free:
        number = next(free[parent.id])
    else:
        local[parent.id] += 1
        number = local[parent.id]
    org.path = tree.place(org.kind, org.level, "", parent.path, number)
    if org.root not in regions:
        regions[org.root] = Org.objects.get(path=org.root).region
    org.code = org.code or tree.code_of(regions[org.root], org.path, org.root, org.region)
    org.search = sealing.vector(sealing.org_words(org.name, org.short, org.code, org.credit_code))
    line.state, line.object_id = State.DONE, org.id
