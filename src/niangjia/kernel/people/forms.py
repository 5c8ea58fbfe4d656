"""Shapes of what the desk sends. No decisions: codes are checked, meanings are looked up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base import codes
from niangjia.kernel.base.types import Post

from . import pictures, rules, tree
from .models import Import, Org, Person
from .queries.pick import Unclear, named

#: Levels of union that can be created at the desk, the most frequent first.
LEVELS = ("grassroots", "town", "joint", "industry", "county", "city")
#: Kind of organisation -> what is written down about one.
FACTS: dict[str, tuple[str, ...]] = {
    "union": ("name", "short", "credit_code", "founded_on"),
    "employer": ("name", "short", "credit_code", "industry", "headcount", "union", "founded_on"),
    "provider": ("name", "short", "credit_code", "industry", "founded_on"),
    "place": ("name", "short"),
}
#: Kind -> what the form asks besides when one is created, before and after the facts.
PLACE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "union": (("level", "parent"), ("region", "code")),
    **dict.fromkeys(("employer", "provider", "place"), (("parent",), ("code",))),
}


def choices(pairs: Any) -> list[tuple[str, Any]]:
    """Value and label pairs with the labels translated when shown."""
    return [(value, _(label)) for value, label in pairs]


def words(label: Any, most: int, missing: Any = "", **more: Any) -> forms.CharField:
    """A line of text; optional unless `missing` says what to do about an empty one."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=bool(missing),
        strip=True,
        error_messages={
            "required": missing,
            "max_length": _("最多 %(limit_value)d 个字，现在 %(show_value)d 个"),
        },
        **more,
    )


def day(label: Any, missing: Any = "", **more: Any) -> forms.DateField:
    """A date; optional unless `missing` says what to do about an empty one."""
    return forms.DateField(
        label=label,
        required=bool(missing),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": _("日期写成 2022-04-18 这样")},
        **more,
    )


class CodeField(forms.CharField):
    """A code read by a function of `base.codes`."""

    def __init__(self, read: Callable[[str], Any], **more: Any) -> None:
        super().__init__(**more)
        self.read = read

    def clean(self, value: Any) -> Any:
        """The tidied code, or the reader's sentence."""
        text = super().clean(value)
        try:
            return self.read(text) if text else ""
        except codes.BadCode as wrong:
            raise ValidationError(_(str(wrong))) from wrong


class Looked(forms.CharField):
    """Words that mean one record; the form is given the function that finds it."""

    find: Callable[[str], Any] | None = None

    def clean(self, value: Any) -> Any:
        """The record, None for nothing."""
        text = super().clean(value)
        if not text or self.find is None:
            return None
        try:
            return self.find(text)
        except Unclear as unclear:
            raise ValidationError(str(unclear)) from unclear


class Keyed(forms.Form):
    """A form done once: sent again, it gets its first answer."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, find: dict[str, Callable[[str], Any]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, look in (find or {}).items():
            field = self.fields.get(name)
            if isinstance(field, Looked):
                field.find = look


class OrgForm(Keyed):
    """Facts of an organisation: those its kind has."""

    name = words(_("名称"), 120, _("请写名称"))
    short = words(_("简称"), 40)
    credit_code = CodeField(codes.credit_code, label=_("统一社会信用代码"), required=False)
    industry = words(_("行业"), 40)
    headcount = forms.IntegerField(
        label=_("人数"), required=False, min_value=0, max_value=1_000_000
    )
    union = Looked(label=_("职工属于哪家工会（名字或代码）"), required=False)
    founded_on = day(_("成立日期"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = ("key", *self.asked(kind))
        self.fields = {name: self.fields[name] for name in wanted}

    def asked(self, kind: str) -> tuple[str, ...]:
        """Fields a kind has, in the order of the page."""
        return FACTS[kind]


class NewOrgForm(OrgForm):
    """A new organisation of a kind chosen before: its place, then its facts."""

    kind = forms.CharField(required=False, widget=forms.HiddenInput)
    parent = Looked(
        label=_("上级工会（名字或代码）"), error_messages={"required": _("请填上级工会")}
    )
    level = forms.ChoiceField(
        label=_("是哪一级"),
        widget=forms.RadioSelect,
        choices=choices((level, tree.WORDS[level]) for level in LEVELS),
        error_messages={"required": _("请选一级"), "invalid_choice": _("请选一级")},
    )
    region = words(_("行政区划代码（只有市、区县总工会要填）"), 6)
    code = words(_("代码（空着就自动编）"), 20)

    def asked(self, kind: str) -> tuple[str, ...]:
        """The place comes first, the code last."""
        before, after = PLACE[kind]
        return ("kind", *before, *FACTS[kind], *after)


class MoveOrgForm(Keyed):
    """Where to hang an organisation."""

    parent = Looked(
        label=_("移到哪家工会下面（名字或代码）"),
        error_messages={"required": _("请填新的上级工会")},
    )


class PersonForm(Keyed):
    """Facts of a person."""

    name = words(_("姓名"), 60, _("请写姓名"))
    phone = CodeField(codes.mobile, label=_("手机号（空着不改）"), required=False)
    id_number = CodeField(
        lambda text: codes.citizen_id(text).number, label=_("身份证号（空着不改）"), required=False
    )
    employer = Looked(label=_("所在单位（名字或代码）"), required=False)


class NewPersonForm(PersonForm):
    """A new person: the union, then the facts."""

    phone = CodeField(codes.mobile, label=_("手机号"), required=False)
    id_number = CodeField(
        lambda text: codes.citizen_id(text).number, label=_("身份证号"), required=False
    )
    union = Looked(label=_("工会（名字或代码）"), error_messages={"required": _("请填工会")})
    joined_on = day(_("入会日期（还没入会就空着）"))
    number = words(_("会员号（空着就自动编）"), 24)
    field_order = ("key", "name", "phone", "id_number", "union", "employer", "joined_on", "number")


class TransferForm(Keyed):
    """The union a membership goes to."""

    union = Looked(
        label=_("转到哪家工会（名字或代码）"), error_messages={"required": _("请填工会")}
    )
    since = day(_("从哪天起"), _("请选日期"))


class AppointForm(Keyed):
    """A person chosen before, a post, and from when to when."""

    person = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("做什么？"),
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个职务"), "invalid_choice": _("请选一个职务")},
    )
    since = day(_("从哪天起"), _("请选日期"))
    until = day(_("到哪天"))

    def __init__(self, *args: Any, posts: tuple[Post, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = choices((post.value, rules.POST_WORDS[post]) for post in posts)
        if len(posts) == 1:
            role.initial = posts[0].value


class EndForm(forms.Form):
    """The last day of a post."""

    until = day(_("到哪天为止"), _("请选日期"))


class BrandForm(forms.Form):
    """What workers see of a union; empty inherits."""

    name = words(_("给职工看的名字"), 40)
    hotline = words(_("服务电话"), 30)
    logo = forms.FileField(required=False)
    accent = words(_("主色"), 7)

    def clean_logo(self) -> bytes | None:
        """The picture's bytes, rebuilt; None when none was sent."""
        sent = self.cleaned_data.get("logo")
        if not sent:
            return None
        try:
            return pictures.logo(sent.read(pictures.MOST + 1)).content
        except pictures.BadPicture as wrong:
            raise ValidationError(_(str(wrong))) from wrong

    def clean_accent(self) -> str:
        """A colour white words can be read on."""
        text = str(self.cleaned_data["accent"])
        verdict = rules.accent_fits(text) if text else None
        if verdict is not None and not verdict:
            raise ValidationError(rules.in_words(verdict))
        return text


class UploadForm(forms.Form):
    """A file to bring in."""

    kind = forms.ChoiceField(
        choices=choices(Import.Kinds.choices),
        widget=forms.RadioSelect,
        initial=Import.Kinds.PEOPLE,
        error_messages={"required": _("请选导入什么")},
    )
    file = forms.FileField(
        error_messages={
            "required": _("请选一个文件"),
            "empty": _("这个文件是空的"),
            "invalid": _("请选一个文件"),
        }
    )


def org_initial(org: Org) -> dict[str, Any]:
    """An organisation's facts as its form shows them."""
    plain = {name: getattr(org, name) for name in FACTS[org.kind]}
    return plain | {"union": named(org.union) if org.union else ""}


def person_initial(person: Person) -> dict[str, Any]:
    """A person's facts as the form shows them; numbers are never shown again."""
    return {"name": person.name, "employer": named(person.employer) if person.employer else ""}


class SetupForm(forms.Form):
    """The first union and its administrator."""

    union_name = words(_("工会名称"), 120, _("请写工会名称"))
    region_code = words(_("行政区划代码"), 6, _("请填 6 位行政区划代码"))
    level = forms.ChoiceField(
        label=_("是哪一级"),
        widget=forms.RadioSelect,
        initial="county",
        choices=choices((level, tree.WORDS[level]) for level in tree.REGIONAL),
        error_messages={"required": _("请选一级"), "invalid_choice": _("请选一级")},
    )
    admin_name = words(_("管理员姓名"), 60, _("请写姓名"))
    admin_phone = CodeField(
        codes.mobile,
        label=_("管理员手机号"),
        error_messages={"required": _("请填手机号，以后用它登录")},
    )
