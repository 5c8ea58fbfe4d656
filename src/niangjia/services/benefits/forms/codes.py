"""What the desk types and sends about voucher codes."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from niangjia.kernel.people import door as people
from niangjia.services.benefits.actions.codes import Delivery


class DeliveryForm(forms.Form):
    """A supplier's codes."""

    prefix = "new"

    supplier = forms.CharField(
        label=_("哪家供应商？"), max_length=60, error_messages={"required": _("请写供应商")}
    )
    file = forms.FileField(
        label=_("券码表"), error_messages={"required": _("请选一个 xlsx 或 CSV 文件")}
    )
    until = forms.DateField(
        label=_("用到哪天（含当天）？"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选一个日期"), "invalid": _("请选一个日期")},
    )
    yuan = forms.DecimalField(
        label=_("用一张付多少元？"), min_value=0, max_value=100_000, decimal_places=2
    )

    def delivery(self) -> Delivery:
        """What was sent; call it on a valid form only."""
        data = self.cleaned_data
        file = data["file"]
        content = file.read(people.sheets.MOST_BYTES + 1)
        return Delivery(
            data["supplier"], file.name, content, data["until"], int(data["yuan"] * 100)
        )


class UsedForm(forms.Form):
    """What a supplier says was used."""

    prefix = "used"

    file = forms.FileField(
        label=_("用掉的券"), error_messages={"required": _("请选一个 xlsx 或 CSV 文件")}
    )

    def sent(self) -> tuple[str, bytes]:
        """Name and content; call it on a valid form only."""
        file = self.cleaned_data["file"]
        return file.name, file.read(people.sheets.MOST_BYTES + 1)
