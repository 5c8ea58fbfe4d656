"""Who may, said as data: a clause is a fact, an operator and a value. Pure functions.

Facts come from one place, `sec.offer_facts` (sql/eligibility.sql). Whether they meet a clause is
said twice: there, inside the claim, and here, for whoever wants it explained; a test holds the two
equal (docs/adr/0027). Source: docs/requirements.md 000-01, brief part B2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.types import Verdict
from niangjia.kernel.base.wording import phrase

Facts = Mapping[str, Any]
MOST_CLAUSES = 12


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition. `clause` is where the rule stands; `say` is how the union puts it, "" for the
    house's own words; `names` are the words for what `value` points to."""

    fact: str
    op: str
    value: Any
    clause: str = ""
    say: str = ""
    names: tuple[str, ...] = ()


def read(kept: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """Clauses as an offer or a pack keeps them."""
    return tuple(
        Clause(
            str(one["fact"]),
            str(one["op"]),
            one["value"],
            str(one.get("clause", "")),
            str(one.get("say", "")),
            tuple(one.get("names", ())),
        )
        for one in kept
    )


def kept(clauses: Iterable[Clause]) -> list[dict[str, Any]]:
    """Clauses as they are kept."""
    return [
        {
            "fact": one.fact,
            "op": one.op,
            "value": one.value,
            "clause": one.clause,
            "say": one.say,
            "names": list(one.names),
        }
        for one in clauses
    ]


def _kind(value: object) -> str:
    """A value's kind as the database tells them apart."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    return "string" if isinstance(value, str) else "other"


def _same(one: object, other: object) -> bool:
    return _kind(one) == _kind(other) != "other" and one == other


def _numbers(*values: object) -> bool:
    return all(_kind(value) == "number" for value in values)


def _holds(fact: object, value: object) -> bool:
    return isinstance(fact, list | tuple) and any(_same(one, value) for one in fact)


#: Operator -> whether a fact meets a value.
OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "ge": lambda fact, value: _numbers(fact, value) and fact >= value,
    "le": lambda fact, value: _numbers(fact, value) and fact <= value,
    "eq": _same,
    "in": lambda fact, value: _holds(value, fact),
    "under": lambda fact, value: (
        isinstance(fact, str) and isinstance(value, str) and fact.startswith(value)
    ),
    "has": _holds,
    "lacks": lambda fact, value: not _holds(fact, value),
}


def meets(facts: Facts, one: Clause) -> bool:
    """Whether the facts meet a clause. What is unknown meets only "is not on the list"."""
    test = OPERATORS.get(one.op)
    return bool(test and test(facts.get(one.fact), one.value))


def fails(facts: Facts, clauses: Sequence[Clause]) -> list[int]:
    """Which clauses the facts do not meet, counted from 0."""
    return [n for n, one in enumerate(clauses) if not meets(facts, one)]


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that clauses may ask for: what it is called, and how it may be asked."""

    title: str
    ops: tuple[str, ...]


#: Facts of `sec.offer_facts`, and the operators that make sense of each.
FACTS: dict[str, Known] = {
    "member": Known(noop("是不是会员"), ("eq",)),
    "member_days": Known(noop("入会多少天"), ("ge", "le")),
    "union_path": Known(noop("归哪个工会"), ("under",)),
    "identity": Known(noop("身份核实到哪一步"), ("ge",)),
    "employer": Known(noop("在哪家单位上班"), ("in",)),
    "industry": Known(noop("哪个行业"), ("in",)),
    "lists": Known(noop("在不在名单上"), ("has", "lacks")),
}
IDENTITIES = (
    noop("不用核实"),
    noop("手机验证过"),
    noop("单位名册对过"),
    noop("证件核实过"),
)


def may_stand(one: Clause) -> Verdict:
    """Whether a clause can be asked: a known fact, an operator that fits, a fitting value."""
    known = FACTS.get(one.fact)
    if known is None or one.op not in known.ops:
        return Verdict(False, reason=noop("这个条件系统查不了"), remedy=noop("换一个条件"))
    fits = {
        "ge": _kind(one.value) == "number",
        "le": _kind(one.value) == "number",
        "eq": _kind(one.value) == "boolean",
        "in": isinstance(one.value, list) and len(one.value) > 0,
        "under": _kind(one.value) == "string" and one.value != "",
        "has": _kind(one.value) == "string" and one.value != "",
        "lacks": _kind(one.value) == "string" and one.value != "",
    }[one.op]
    if fits:
        return Verdict(True)
    return Verdict(False, reason=noop("条件没有填完整"), remedy=noop("补上是多少、是哪个"))


def said(one: Clause) -> str:
    """A condition in words, kept as a phrase: the union's own, else the house's."""
    return one.say or _said(one)


def _said(one: Clause) -> str:
    names = one.names or tuple(str(v) for v in _listed(one.value) if v != "")
    match one.fact, one.op:
        case "member", "eq":
            return noop("是工会会员") if one.value else noop("还不是工会会员")
        case "member_days", "ge":
            return phrase(noop("入会满 %(n)d 天"), n=_whole(one.value))
        case "member_days", "le":
            return phrase(noop("入会不超过 %(n)d 天"), n=_whole(one.value))
        case "union_path", "under":
            return phrase(noop("归%(where)s管"), where=names)
        case "identity", "ge":
            return phrase(noop("身份%(step)s"), step=(IDENTITIES[_step(one.value)],))
        case "employer", "in":
            return phrase(noop("在%(where)s上班"), where=names)
        case "industry", "in":
            return phrase(noop("从事%(what)s"), what=names)
        case "lists", "has":
            return phrase(noop("在名单“%(list)s”上"), list=names)
        case "lists", "lacks":
            return phrase(noop("不在名单“%(list)s”上"), list=names)
    return noop("系统认不出的条件")


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _whole(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _step(value: object) -> int:
    return min(max(_whole(value), 0), len(IDENTITIES) - 1)


@dataclass(frozen=True, slots=True)
class Judged:
    """One clause against one person: the fact used, what would change it, and from which day on it
    is met if nothing else changes (None: time alone does not)."""

    clause: Clause
    passed: bool
    found: Any
    remedy: str = ""
    passes_on: date | None = None


def judge(facts: Facts, clauses: Sequence[Clause], day: date) -> tuple[Judged, ...]:
    """Every clause against the facts of a day."""
    return tuple(_judged(facts, one, day) for one in clauses)


def _judged(facts: Facts, one: Clause, day: date) -> Judged:
    found = facts.get(one.fact)
    if meets(facts, one):
        return Judged(one, True, found)
    return Judged(one, False, found, _remedy(facts, one), _passes_on(facts, one, day))


def _passes_on(facts: Facts, one: Clause, day: date) -> date | None:
    """Only days of membership grow by themselves."""
    have = facts.get(one.fact)
    if one.fact != "member_days" or one.op != "ge" or not _numbers(have, one.value):
        return None
    short = _whole(one.value) - _whole(have)
    if _whole(one.value) < one.value:
        short += 1
    return day + timedelta(days=short) if short < 36500 else None


def changed(facts: Facts, one: Clause) -> Facts:
    """The facts with the smallest change after which they meet a clause."""
    have = facts.get(one.fact)
    if meets(facts, one):
        return facts
    match one.op:
        case "ge" | "le" | "eq" | "under":
            return {**facts, one.fact: one.value}
        case "in":
            return {**facts, one.fact: one.value[0]}
        case "has":
            held = list(have) if isinstance(have, list | tuple) else []
            return {**facts, one.fact: [*held, one.value]}
    held = list(have) if isinstance(have, list | tuple) else []
    return {**facts, one.fact: [v for v in held if not _same(v, one.value)]}


def _remedy(facts: Facts, one: Clause) -> str:
    """The smallest change, in words, kept as a phrase; "" where nothing the person does helps."""
    have = facts.get(one.fact)
    match one.fact, one.op:
        case "member", "eq":
            return noop("先加入工会就可以") if one.value else ""
        case "member_days", "ge" if _numbers(have, one.value):
            n = _whole(one.value)
            return phrase(
                noop("入会满 %(n)d 天后可领：还差 %(short)d 天"), n=n, short=n - _whole(have)
            )
        case "member_days", "ge":
            return phrase(noop("先加入工会，入会满 %(n)d 天后可领"), n=_whole(one.value))
        case "union_path", "under":
            return noop("已经到那边上班的，把会籍转过去就可以")
        case "identity", "ge":
            return TO_IDENTITY[_step(one.value)]
        case "employer", "in":
            return noop("单位登记得不对的，请工会改过来")
        case "industry", "in":
            return noop("行业登记得不对的，请工会改过来")
        case "lists", "has":
            return noop("觉得自己应该在名单上，请找工会问一问")
        case "lists", "lacks":
            return noop("名单登错了的，请找工会改过来")
    return ""


TO_IDENTITY = (
    "",
    noop("用手机号登录验证一次就可以"),
    noop("请单位工会对一下名册"),
    noop("带身份证到工会核实一次"),
)


def verdict(judged: Sequence[Judged]) -> Verdict:
    """All clauses together: yes, or why not, by which clause, and the smallest change.

    `facts` of the verdict: `fails` (indexes), `found` (the facts that were used, by name) and
    `passes_on`, the day from which on nothing but time stands between (None where more does).
    """
    missed = [n for n, one in enumerate(judged) if not one.passed]
    found = {one.clause.fact: one.found for one in judged}
    if not missed:
        return Verdict(True, facts={"fails": [], "found": found, "passes_on": None})
    first = judged[missed[0]]
    days = [judged[n].passes_on for n in missed]
    only_time = [day for day in days if day is not None]
    return Verdict(
        False,
        first.clause.clause,
        said(first.clause),
        first.remedy,
        {
            "fails": missed,
            "found": found,
            "passes_on": max(only_time) if len(only_time) == len(days) else None,
        },
    )


def with_names(clauses: Iterable[Clause], names: Mapping[str, str]) -> tuple[Clause, ...]:
    """Clauses whose values are called by what they point to now; a name that is gone stays."""
    return tuple(
        replace(
            one,
            names=tuple(
                names.get(str(value), old)
                for value, old in zip(
                    _listed(one.value),
                    one.names or [str(v) for v in _listed(one.value)],
                    strict=False,
                )
            ),
        )
        if one.fact in ("lists", "employer", "union_path")
        else one
        for one in clauses
    )
