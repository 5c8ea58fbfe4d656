"""What pages of benefits may send."""

from .member import ProxyForm
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
    "FirmForm",
    "GoodsForm",
    "MoveForm",
    "PlateForm",
    "PointForm",
    "ProxyForm",
    "ReceiveForm",
    "SignerForm",
]
