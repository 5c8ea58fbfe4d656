"""What the house may know of people and organisations."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import DeskItem, Permit, Service, Stop
from niangjia.kernel.base.types import Post

#: Who keeps the records of a union: its cadres, and the platform's administrator.
KEEPERS = (Post.OFFICER, Post.CHAIR, Post.ADMIN)
#: Everybody who is logged in, whatever the capacity.
ANYBODY = tuple(post for post in Post if post not in (Post.NOBODY, Post.SYSTEM))

SERVICE = Service(
    key="people",
    title=noop("单位和人"),
    summary=noop("工会、单位、会员和任职的名册；看一个人的资料会留下记录。"),
    permits=(
        Permit("people.directory", KEEPERS, noop("查名册、导出")),
        Permit("people.edit", KEEPERS, noop("增改单位和人员、会籍转移")),
        Permit("people.appoint", KEEPERS, noop("任命和卸任")),
        Permit("people.settings", KEEPERS, noop("服务开关和门面")),
        Permit("people.import", KEEPERS, noop("批量导入和撤销")),
        Permit("people.import_run", (Post.SYSTEM,), noop("执行导入")),
        Permit("people.capacity", ANYBODY, noop("换身份")),
        Permit("people.me", ANYBODY, noop("看“我的”")),
        Permit("people.account", (Post.WORKER,), noop("换手机号、导出和注销")),
        Permit("people.privacy", (Post.WORKER,), noop("谁看过我的信息、我的数据")),
        Permit("people.merge", KEEPERS, noop("合并同一个人的两条记录")),
        Permit("people.bind", (Post.SYSTEM,), noop("记下微信绑定")),
        Permit("people.token", (Post.SYSTEM,), noop("给程序发令牌")),
    ),
    desk=(
        DeskItem("people:directory", noop("单位和人"), "users", "people.directory", group="folk"),
    ),
    personal_data=(
        noop("姓名"),
        noop("手机号（加密）"),
        noop("邮箱、微信标识（加密，本人加上才有）"),
        noop("证件号（加密）"),
        noop("会籍"),
        noop("任职"),
    ),
    retention=noop("离开两年后抹去手机号和证件号；任职记录留三年。"),
    measures=(noop("单位数"), noop("会员数")),
    switchable=False,
    first_day=(
        Stop(
            "directory",
            65,
            "people:directory",
            "people.directory",
            noop("单位和人，在这里找"),
            noop("按单位找、按姓名或者手机尾号找。看一个人的资料会留下记录，本人看得到。"),
        ),
        Stop(
            "seen",
            30,
            "privacy.seen",
            "people.privacy",
            noop("谁看过你的信息，一查就知道"),
            noop("工会的人看了你的姓名或资料，这里会写着是谁、什么时候、为什么。"),
        ),
    ),
)
