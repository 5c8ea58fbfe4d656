"""What is typed about parcels: an address by the worker, numbers by the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.base.codes import BadCode, mobile
from niangjia.kernel.offers.door import parcel_rules, parcelling
from niangjia.kernel.people import door as people


class AddressForm(forms.Form):
    """Where a parcel goes."""

    name = forms.CharField(
        label=_("谁收？"), max_length=40, error_messages={"required": _("请写收件人")}
    )
    phone = forms.CharField(
        label=_("收件人的手机号"), max_length=20, error_messages={"required": _("请写手机号")}
    )
    region = forms.CharField(
        label=_("省、市、县"), max_length=60, error_messages={"required": _("请写省、市、县")}
    )
    street = forms.CharField(
        label=_("乡镇、村、门牌"),
        max_length=120,
        error_messages={"required": _("请写到门牌，快递才送得到")},
    )
    holds = forms.CharField(
        label=_("里面装什么？"), max_length=60, error_messages={"required": _("请写里面装什么")}
    )
    clean_of = forms.BooleanField(
        label=_("里面没有不能寄的东西"),
        error_messages={"required": _("请看一遍不能寄的东西，再勾上")},
    )

    def clean_phone(self) -> str:
        """Eleven digits, from whatever is typed."""
        try:
            return mobile(self.cleaned_data["phone"])
        except BadCode as bad:
            raise forms.ValidationError(_(str(bad))) from bad

    def address(self) -> parcelling.Address:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        return parcelling.Address(*(data[name] for name in parcelling.Address.__slots__))


class PostingForm(forms.Form):
    """How parcels are sent."""

    prefix = "how"

    courier = forms.CharField(
        label=_("由谁寄？"), max_length=40, error_messages={"required": _("请写快递公司")}
    )
    kilos = forms.DecimalField(label=_("最重几公斤？"), min_value=1, max_value=50, decimal_places=1)
    yuan = forms.DecimalField(
        label=_("寄一件付多少元？"), min_value=0, max_value=1000, decimal_places=2
    )
    bring = forms.CharField(label=_("拿到哪里、哪天以前？"), max_length=120, required=False)

    def said(self) -> dict[str, Any]:
        """What was typed; call it on a valid form only."""
        data = self.cleaned_data
        grams, fen = int(data["kilos"] * 1000), int(data["yuan"] * 100)
        return {"courier": data["courier"], "grams": grams, "fen": fen, "bring": data["bring"]}


class WaybillForm(forms.Form):
    """One courier's number."""

    prefix = "one"

    number = forms.CharField(
        label=_("领取编号"), max_length=16, error_messages={"required": _("请写领取编号")}
    )
    waybill = forms.RegexField(
        label=_("运单号"),
        regex=r"^[0-9A-Za-z]{8,30}$",
        error_messages={"required": _("请写运单号"), "invalid": _(parcel_rules.BAD_WAYBILL)},
    )
    grams = forms.IntegerField(label=_("几克？"), min_value=1, max_value=100_000, required=False)


class WaybillsForm(forms.Form):
    """A courier's list."""

    prefix = "list"

    file = forms.FileField(
        label=_("快递公司给的单子"), error_messages={"required": _("请选一个 xlsx 或 CSV 文件")}
    )

    def sent(self) -> tuple[str, bytes]:
        """Name and content; call it on a valid form only."""
        file = self.cleaned_data["file"]
        return file.name, file.read(people.sheets.MOST_BYTES + 1)
