"""What the house may know of letters."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service
from niangjia.kernel.base.types import STAFF_POSTS, Post

UNION = (Post.OFFICER, Post.CHAIR)

SERVICE = Service(
    key="letters",
    title=noop("文书"),
    summary=noop(
        "工会有编号的文书：建议、书面说明、监督提示函、意见书、建议书，都有期限；成效核实了才算数。"
    ),
    permits=(
        Permit("letters.see", STAFF_POSTS, noop("看辖区的文书和成效")),
        Permit("letters.write", UNION, noop("起草、发出、收回文书，录成效")),
        Permit("letters.sign", UNION, noop("在监督意见书上签名（要有监督员证）")),
        Permit("letters.check", UNION, noop("核实成效（要有财务核实的委托）")),
        Permit("letters.settings", UNION, noop("改文书模板")),
        Permit("letters.mandate", (Post.CHAIR,), noop("登记证件和委托")),
        Permit("letters.firm", (Post.RESPONDER,), noop("收文书、书面答复工会")),
        Permit("letters.mine", (Post.WORKER,), noop("看和自己那件事有关的文书")),
        Permit("letters.watch", (Post.SYSTEM,), noop("到期提醒和超期上报")),
    ),
    desk=(
        DeskItem("letters_desk:list", noop("文书"), "doc", "letters.see", group="papers"),
        DeskItem(
            "letters_desk:benefits", noop("建议的成效"), "chart", "letters.see", group="papers"
        ),
    ),
    firm=(DeskItem("letters_firm:list", noop("工会的文书"), "doc", "letters.firm"),),
    personal_data=(
        noop("文书正文（不写提出人）"),
        noop("公司的答复"),
        noop("监督员证、财务核实委托"),
    ),
    retention=noop("文书办完三年后抹去正文和答复，留编号和日期；证件十年；成效数字一直保留。"),
    measures=(noop("发出的文书"), noop("按期答复"), noop("核实的成效")),
    switchable=False,
)
