"""What the house may know of mediation."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service
from niangjia.kernel.base.types import STAFF_POSTS, Post

UNION = (Post.OFFICER, Post.CHAIR)

SERVICE = Service(
    key="mediation",
    title=noop("调解"),
    summary=noop(
        "职工和公司坐下来谈，工会派人调解：两边都同意才开始，十五天内有结果，随时可以不谈。"
    ),
    permits=(
        Permit("mediation.see", STAFF_POSTS, noop("看辖区的调解")),
        Permit("mediation.handle", UNION, noop("提议调解、派调解员、记调解会、写协议")),
        Permit("mediation.firm", (Post.RESPONDER,), noop("答应或者不答应调解")),
        Permit("mediation.mine", (Post.WORKER,), noop("申请调解、随时不谈")),
        Permit("mediation.party", (Post.WORKER, Post.RESPONDER), noop("确认调解协议，或者不同意")),
        Permit("mediation.watch", (Post.SYSTEM,), noop("到期提醒，满十五天结束")),
    ),
    desk=(DeskItem("mediation_desk:list", noop("调解"), "deal", "mediation.see", group="papers"),),
    firm=(DeskItem("mediation_firm:list", noop("调解"), "deal", "mediation.firm"),),
    personal_data=(
        noop("要谈的事和要求"),
        noop("姓名（两边都同意后公司看得到）"),
        noop("调解会记录"),
        noop("调解协议"),
    ),
    retention=noop("调解结束三年后抹去内容和姓名，留编号和日期。"),
    measures=(noop("申请调解的"), noop("达成协议的"), noop("十五天内有结果的")),
    switchable=False,
)
