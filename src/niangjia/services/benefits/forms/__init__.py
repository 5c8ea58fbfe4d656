"""What pages of benefits may send."""

from .codes import DeliveryForm, UsedForm
from .handing import CodeForm, HandForm
from .member import ProxyForm
from .parcels import AddressForm, PostingForm, WaybillForm, WaybillsForm
from .stock import (
    FirmForm,
    GoodsForm,
    MoveForm,
    PlateForm,
    PointForm,
    ReceiveForm,
    SignerForm,
)

__all__ = [
    "AddressForm",
    "CodeForm",
    "DeliveryForm",
    "FirmForm",
    "GoodsForm",
    "HandForm",
    "MoveForm",
    "PlateForm",
    "PointForm",
    "PostingForm",
    "ProxyForm",
    "ReceiveForm",
    "SignerForm",
    "UsedForm",
    "WaybillForm",
    "WaybillsForm",
]
