"""What the house may know of bundles."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import Permit, Service
from niangjia.kernel.base.types import Post

SERVICE = Service(
    key="bundles",
    title=noop("移交材料包"),
    summary=noop(
        "一件事的文书、证据和经过打成一个包，带着编号和防伪，交给仲裁、法律援助或者监察。"
    ),
    permits=(Permit("bundles.make", (Post.SYSTEM,), noop("打包、到期删除")),),
    personal_data=(noop("一件事的文书、证据和经过"),),
    retention=noop("做好十四天后删掉，随时可以再做。"),
    switchable=False,
)
