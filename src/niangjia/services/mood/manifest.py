"""What the house may know of 心情自测: that it exists. It holds nothing about anybody."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import Part, Permit, Service, Tile
from niangjia.kernel.base.types import Post

SERVICE = Service(
    key="mood",
    title=noop("心情自测"),
    summary=noop("给心情打个分：五个问题，一分钟。结果只在自己手机上，谁也看不到。"),
    permits=(
        Permit("mood.use", (Post.WORKER,), noop("给自己的心情打个分"), starts=True),
        Permit("mood.film", (Post.WORKER,), noop("给自己录一段脸的细小动作"), starts=True),
    ),
    tiles=(
        Tile(
            "mood:start",
            noop("心情自测"),
            noop("一分钟给心情打个分，只有自己看得到"),
            "smile",
            "mind",
            noop("开始测"),
            "mood.use",
        ),
    ),
    parts=(
        Part(
            "mood_film",
            noop("心情自测里的录像"),
            ("mood.film",),
            shut=True,
            note=noop(
                "打开前先做个人信息保护影响评估，留档三年（个人信息保护法第 55、56 条，"
                "人脸识别技术应用安全管理办法）。在欧盟不要打开："
                "人工智能法第 5 条第 1 款 f 项禁止在工作场所推断情绪。"
            ),
        ),
    ),
    retention=noop(
        "答案和结果只在职工自己的手机上；平台只记每个市每天测了多少次。录像的当天代号和次数过了半夜就删，用过的同意书编号的指纹再过一小时删。"
    ),
    measures=(noop("每个市每天测了多少次（满 20 次才显示）"),),
)
