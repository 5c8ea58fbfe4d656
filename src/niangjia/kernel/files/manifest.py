"""What the house may know of files."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import Permit, Service
from niangjia.kernel.base.types import Post

SERVICE = Service(
    key="files",
    title=noop("照片、录音和文件"),
    summary=noop("传上来的东西先拆开重做，拍摄地点、手机型号这些都去掉，加密存放。"),
    permits=(
        Permit(
            "files.bring",
            (Post.WORKER, Post.OFFICER, Post.CHAIR, Post.RESPONDER),
            noop("传照片、录音和文件"),
        ),
        Permit("files.sweep", (Post.SYSTEM,), noop("清理没人用的文件")),
    ),
    personal_data=(noop("照片、录音、文件本身（加密）"),),
    retention=noop("跟着它说的那件事走；没有交上来的，一天后清掉。"),
    switchable=False,
)
