"""What the desk types about goods in kind."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.codes import BadCode
from niangjia.kernel.base.types import Actor
from niangjia.kernel.offers.door import Point, plates
from niangjia.kernel.people import door as people
from niangjia.services.benefits.actions.stock import Came

SOURCES = [("purchase", _("采购")), ("donor", _("捐赠"))]
MOST = 10_000_000
Choices = Iterable[tuple[UUID, str]]


def _quantity(label: Any, least: int = 1) -> forms.IntegerField:
    wrong = {"required": _("请填数量"), "invalid": _("请填一个整数")}
    return forms.IntegerField(label=label, min_value=least, max_value=MOST, error_messages=wrong)


def _pick(label: Any) -> forms.ChoiceField:
    wrong = {"required": _("请选一个"), "invalid_choice": _("请选一个")}
    return forms.ChoiceField(label=label, error_messages=wrong)


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    form.fields[name].choices = [("", _("请选")), *((str(k), v) for k, v in choices)]  # type: ignore[attr-defined]


class GoodsForm(forms.Form):
    """A kind of goods."""

    prefix = "goods"

    name = forms.CharField(
        label=_("什么物资？"), max_length=40, error_messages={"required": _("请写是什么物资")}
    )
    unit = forms.CharField(label=_("按什么数？"), max_length=8, initial=_("份"))
    yuan = forms.DecimalField(
        label=_("一份多少元？"), min_value=0, max_value=1_000_000, decimal_places=2, required=False
    )
    offer = forms.ChoiceField(label=_("用来发哪项福利？"), required=False)

    def __init__(self, *args: Any, offers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("不用报名，现场直接发"))]
        self.fields["offer"].choices = [*none, *((str(k), v) for k, v in offers)]  # type: ignore[attr-defined]

    def cost(self) -> int:
        """What one costs, in fen."""
        return int((self.cleaned_data["yuan"] or Decimal(0)) * 100)


class PointForm(forms.Form):
    """A point where things are handed out."""

    prefix = "point"

    name = forms.CharField(
        label=_("叫什么？"), max_length=40, error_messages={"required": _("请写这个点叫什么")}
    )
    kind = forms.ChoiceField(
        label=_("是什么地方？"), choices=[(k, _(str(v))) for k, v in Point.Kinds.choices]
    )
    address = forms.CharField(label=_("在哪里？"), max_length=80, required=False)
    hours = forms.CharField(label=_("几点到几点？"), max_length=40, required=False)


class ReceiveForm(forms.Form):
    """Something came."""

    prefix = "in"

    item = _pick(_("什么物资？"))
    quantity = _quantity(_("收到多少？"))
    source = forms.ChoiceField(label=_("怎么来的？"), choices=SOURCES, widget=forms.RadioSelect)
    who = forms.CharField(label=_("谁捐的、从哪家买的？"), max_length=80, required=False)
    paper = forms.CharField(label=_("收据或发票号码"), max_length=40, required=False)
    expires = forms.DateField(
        label=_("哪天到期？"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("请选一个日期")},
    )

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "item", items)

    def came(self) -> Came:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        return Came(data["quantity"], data["source"], data["who"], data["paper"], data["expires"])


GOES = [
    ("send", _("调到别的点")),
    ("count", _("盘点：数出来有多少")),
    ("offline", _("断网时发的，补记")),
    ("spoil", _("坏了、过期了")),
    ("back", _("退回去")),
]


class MoveForm(forms.Form):
    """Something goes, or was counted."""

    prefix = "out"

    item = _pick(_("什么物资？"))
    verb = forms.ChoiceField(label=_("要做什么？"), choices=GOES, widget=forms.RadioSelect)
    quantity = _quantity(_("多少？"), least=0)
    to = forms.ChoiceField(label=_("调到哪个点？"), required=False)
    reason = forms.CharField(label=_("说明"), max_length=80, required=False)

    def __init__(self, *args: Any, items: Choices, points: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "item", items)
        _offer(self, "to", points)

    def clean(self) -> dict[str, Any]:
        """Each verb has what it needs."""
        data = super().clean() or {}
        verb, quantity = data.get("verb"), data.get("quantity")
        if verb == "send" and not data.get("to"):
            self.add_error("to", _("请选调到哪个点"))
        if verb in ("spoil", "back", "offline") and not data.get("reason"):
            self.add_error("reason", _("请写一句为什么，以后好对账"))
        if quantity == 0 and verb != "count":
            self.add_error("quantity", _("请填数量"))
        return data


class PlateForm(forms.Form):
    """A plate at a gate. What is typed becomes what is no plate before anybody else sees it."""

    plate = forms.CharField(
        label=_("车牌"), max_length=20, error_messages={"required": _("请输车牌")}
    )

    def clean_plate(self) -> str:
        """The plate, keyed."""
        try:
            return plates.blinded(self.cleaned_data["plate"])
        except BadCode as bad:
            raise forms.ValidationError(_(str(bad))) from bad


class FirmForm(forms.Form):
    """Goods for a firm."""

    prefix = "firm"

    firm = forms.CharField(
        label=_("给哪家单位？"), max_length=120, error_messages={"required": _("请写单位名称")}
    )
    point = _pick(_("从哪个点出？"))
    quantity = _quantity(_("多少？"))

    def __init__(self, *args: Any, actor: Actor, points: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        _offer(self, "point", points)

    def clean_firm(self) -> UUID:
        """The one employer of this name or code; several are named."""
        found = people.employers_named(self.cleaned_data["firm"], self.actor.org_root)
        if len(found) == 1:
            return found[0].id
        names = gettext("、").join(one.name for one in found[:3])
        if found:
            raise forms.ValidationError(_("有几家：%(names)s。请写全名"), params={"names": names})
        raise forms.ValidationError(_("没找到这家单位，请写全名或统一社会信用代码"))


class SignerForm(forms.Form):
    """Who signed on paper."""

    prefix = "signer"

    signer = forms.CharField(
        label=_("谁签的？"), max_length=60, error_messages={"required": _("请写签收人")}
    )
