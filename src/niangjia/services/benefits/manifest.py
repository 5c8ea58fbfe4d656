"""What the house may know of 福利."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Export, Permit, Service, Tile
from niangjia.kernel.base.types import Post
from niangjia.kernel.offers.door import helping

UNION = (Post.OFFICER, Post.CHAIR)

SERVICE = Service(
    key="benefits",
    title=noop("福利"),
    summary=noop("工会发的东西，谁能领、还剩几份，都看得见；领到了凭码去取。"),
    permits=(
        Permit("benefits.see", (Post.WORKER,), noop("看工会发什么、自己领了什么")),
        Permit("benefits.claim", (Post.WORKER,), noop("领福利"), starts=True),
        Permit("benefits.run", UNION, noop("办福利：定数量、分名额、发放")),
        Permit("benefits.approve", (Post.CHAIR,), noop("批活动的钱、在几条线之间调")),
        Permit("benefits.hand", UNION, noop("在发放点发东西")),
        Permit("benefits.stock", UNION, noop("管物资、发放点、券码和包裹")),
        Permit("benefits.sign", (Post.RESPONDER,), noop("替单位签收工会给的东西")),
        Permit("benefits.house", (Post.SYSTEM,), noop("到期收回、轮到下一位")),
    ),
    tiles=(
        Tile(
            "benefits:list",
            noop("领福利"),
            noop("工会正在发什么，你能不能领"),
            "gift",
            "own",
            noop("去看看"),
            "benefits.see",
        ),
    ),
    desk=(
        DeskItem("benefits_desk:list", noop("福利发放"), "gift", "benefits.run", group="gifts"),
        DeskItem("benefits_desk:counters", noop("发放台"), "hand", "benefits.hand", group="gifts"),
        DeskItem("benefits_desk:codes_list", noop("券码"), "qr", "benefits.stock", group="gifts"),
        DeskItem(
            "benefits_desk:parcels_list", noop("寄包裹"), "truck", "benefits.stock", group="gifts"
        ),
        DeskItem(
            "benefits_desk:points", noop("物资和发放点"), "case", "benefits.hand", group="gifts"
        ),
    ),
    firm=(DeskItem("benefits_firm:slips", noop("工会给的东西"), "gift", "benefits.sign"),),
    personal_data=(
        noop("领了什么、什么时候取的"),
        noop("代领人的姓名"),
        noop("领到的券码（密文，本人打开才看得见）"),
        noop("寄包裹的地址（密文，到了七天后删掉）"),
        noop("在哪些名单上、和谁算一户"),
        noop("工会来家里走访的收条（只有去的人、主席和本人看得到是谁）"),
        noop("出了事请工会帮忙办理赔时说的（密文，只有本人和给保障的那家工会看得到）"),
    ),
    retention=noop("领取记录办完三年后抹去，理赔求助办完半年后抹去；数量的进出账一直保留。"),
    exports=(Export(noop("理赔求助里说的话"), helping.about),),
    measures=(noop("发了几份"), noop("领了几份"), noop("还剩几份")),
)
