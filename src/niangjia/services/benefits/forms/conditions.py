"""Who may, as a union types it: one condition of a kind, left empty when it does not matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.clock import today
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers import door as offers
from niangjia.kernel.people import door as people

Clause = offers.Clause
Choices = Sequence[tuple[str, str]]
#: Lines of names in one condition.
MOST_NAMES = 200


@dataclass(frozen=True, slots=True)
class Ground:
    """What conditions may name: unions right below by path, lists by id, and employers: each word
    that means one -> its code and its name."""

    unions: dict[str, str]
    lists: dict[str, str]
    find: Callable[[list[str]], dict[str, tuple[str, str]]]


def ground(actor: Actor) -> Ground:
    """What the acting union may name."""
    below = people.orgs(people.unions_right_below(actor.org)).values()

    def find(words: list[str]) -> dict[str, tuple[str, str]]:
        found = people.own_orgs(actor, words)
        known = people.orgs(found.values())
        codes = {org: word for word, org in found.items() if word != known[org].name}
        return {
            word: (codes.get(org, word), known[org].name)
            for word, org in found.items()
            if known[org].kind == "employer"
        }

    return Ground(
        {one.path: one.name for one in sorted(below, key=lambda one: one.path)},
        {str(one.id): one.title for one in offers.rolls.usable(actor)},
        find,
    )


class ConditionsForm(forms.Form):
    """The conditions of an offer, or of a set of rules."""

    member = forms.BooleanField(label=_("要是工会会员"), required=False)
    days = forms.IntegerField(
        label=_("入会满多少天？"), min_value=1, max_value=36500, required=False
    )
    at_most = forms.IntegerField(
        label=_("入会不超过多少天？"), min_value=1, max_value=36500, required=False
    )
    identity = forms.ChoiceField(label=_("身份要核实到哪一步？"), required=False)
    union = forms.ChoiceField(label=_("只给哪个工会的人？"), required=False)
    employers = forms.CharField(
        label=_("只给哪些单位的人？"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    industries = forms.CharField(label=_("只给哪些行业的人？"), max_length=200, required=False)
    on_list = forms.ChoiceField(label=_("要在哪份名单上？"), required=False)
    off_list = forms.ChoiceField(label=_("不能在哪份名单上？"), required=False)
    basis = forms.CharField(label=_("这些条件写在哪里？"), max_length=120, required=False)

    def __init__(self, *args: Any, ground: Ground, **more: Any) -> None:
        super().__init__(*args, **more)
        self.ground = ground
        steps = [(str(n), gettext(word)) for n, word in enumerate(offers.eligibility.IDENTITIES)]
        self._choices("identity", [("", steps[0][1]), *steps[1:]])
        self._choices("union", [("", _("都可以")), *ground.unions.items()])
        self._choices("on_list", [("", _("不看名单")), *ground.lists.items()])
        self._choices("off_list", [("", _("不看名单")), *ground.lists.items()])

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_employers(self) -> dict[str, str]:
        """Code -> name of employers of one's own part; a word that means none is named."""
        words = [line.strip() for line in self.cleaned_data["employers"].splitlines()]
        asked = [line for line in words if line][:MOST_NAMES]
        found = self.ground.find(asked) if asked else {}
        for word in asked:
            if word not in found:
                raise forms.ValidationError(gettext("没有找到“%s”") % word[:30])
        return dict(found[word] for word in asked)

    def clean_industries(self) -> list[str]:
        """Names of industries, between commas or blanks."""
        text: str = self.cleaned_data["industries"]
        for sign in "，、;；,":
            text = text.replace(sign, " ")
        return text.split()[:20]

    def clean(self) -> dict[str, Any]:
        """One list cannot be both."""
        data = super().clean() or {}
        if data.get("on_list") and data.get("on_list") == data.get("off_list"):
            self.add_error("off_list", gettext("同一份名单不能又要在又不能在"))
        return data

    def clauses(self) -> tuple[offers.Clause, ...]:
        """What was typed; call it on a valid form only."""
        data, at = self.cleaned_data, self.cleaned_data["basis"]
        found: list[offers.Clause] = []
        if data["member"]:
            found.append(Clause("member", "eq", True, at))
        if data["days"]:
            found.append(Clause("member_days", "ge", data["days"], at))
        if data["at_most"]:
            found.append(Clause("member_days", "le", data["at_most"], at))
        if data["identity"]:
            found.append(Clause("identity", "ge", int(data["identity"]), at))
        if data["union"]:
            names = (self.ground.unions[data["union"]],)
            found.append(Clause("union_path", "under", data["union"], at, names=names))
        if data["employers"]:
            held: dict[str, str] = data["employers"]
            found.append(Clause("employer", "in", list(held), at, names=tuple(held.values())))
        if data["industries"]:
            named = data["industries"]
            found.append(Clause("industry", "in", named, at, names=tuple(named)))
        for field, op in (("on_list", "has"), ("off_list", "lacks")):
            if data[field]:
                names = (self.ground.lists[data[field]],)
                found.append(Clause("lists", op, data[field], at, names=names))
        return tuple(found)


#: Fact and operator -> the field that shows it, and how.
SHOWN: dict[tuple[str, str], tuple[str, Callable[[offers.Clause], Any]]] = {
    ("member", "eq"): ("member", lambda one: True),
    ("member_days", "ge"): ("days", lambda one: one.value),
    ("member_days", "le"): ("at_most", lambda one: one.value),
    ("identity", "ge"): ("identity", lambda one: str(one.value)),
    ("union_path", "under"): ("union", lambda one: one.value),
    ("employer", "in"): ("employers", lambda one: "\n".join(one.names)),
    ("industry", "in"): ("industries", lambda one: " ".join(one.value)),
    ("lists", "has"): ("on_list", lambda one: one.value),
    ("lists", "lacks"): ("off_list", lambda one: one.value),
}


def initial(clauses: Sequence[offers.Clause]) -> dict[str, Any]:
    """Conditions as the form shows them again."""
    out: dict[str, Any] = {}
    for one in clauses:
        field, value = SHOWN[one.fact, one.op]
        out |= {field: value(one), "basis": one.clause}
    return out


class PaperForm(ConditionsForm):
    """A set of rules: its conditions, and the paper it stands on."""

    title = forms.CharField(label=_("这套规则叫什么？"), max_length=60)
    source = forms.CharField(label=_("依据哪份文件？"), max_length=120)
    approved_by = forms.CharField(label=_("谁同意的？"), max_length=60)
    approved_on = forms.DateField(
        label=_("哪天同意的？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=today,
    )
    since = forms.DateField(
        label=_("从哪天起算？"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=today,
    )

    def paper(self) -> offers.packs.Paper:
        """What was typed; call it on a valid form only."""
        names = ("title", "source", "approved_by", "approved_on", "since")
        return offers.packs.Paper(**{name: self.cleaned_data[name] for name in names})
