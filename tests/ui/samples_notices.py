"""Sample contexts of messages: how they come, what is announced, in whose words."""

from __future__ import annotations

from niangjia.kernel.notices import forms
from tests.ui.samples_desk import desk
from tests.ui.stage import Page, rec

HOURS = {"quiet_from": 21, "quiet_until": 8, "urgent_passes": True}
CHOSEN = {"sms": "due", "email": "none", "wechat": "all", **HOURS}
NEW = rec(phone="138****0001", email="", wechat=False, may_wechat=False)
BOUND = rec(phone="138****0001", email="l***@example.cn", wechat=True, may_wechat=True)
UNBOUND = rec(phone="138****0001", email="", wechat=False, may_wechat=True)


def settings(name: str, reached, **more) -> Page:
    """消息怎么送."""
    context = {
        "tab": "me",
        "form": forms.PreferenceForm(initial=CHOSEN, wechat=reached["may_wechat"]),
        "email_form": forms.EmailForm(),
        "reached": reached,
    }
    return Page(name, "notices/settings.html", context | more)


def cast(step: str, kind: str, icon: str, label: str, **more):
    """An announcement in one of its states."""
    fields = {
        "id": "01a2",
        "url": "/desk/notices/01a2/",
        "title": "周六体检车开到厂门口",
        "text": "上午八点到十一点，带工会卡，找小周。",
        "org": "临江区总工会",
        "by": "周敏",
        "when": "11月20日 09:30",
        "step": step,
        "state": rec(kind=kind, icon=icon, label=label),
        "total": 100000,
        "told": 45000,
        "percent": 45,
        "own": True,
    }
    return rec(**(fields | more))


DRAFT = cast("draft", "warn", "eye", "等你确认", told=0, percent=0)
RUNNING = cast("running", "info", "clock", "正在发")
DONE = cast("done", "ok", "check", "发完了", told=100000, percent=100)
BACK = cast("withdrawn", "", "undo", "撤回了")
DROPPED = cast("dropped", "", "close", "没有发", told=0, percent=0)
PREVIEW = rec(
    sms="【临江总工会】工会有话带给你：https://nj.example.cn/messages/",
    subject="你在临江总工会有 1 条新消息",
    mail="你好，你在临江总工会有 1 条新消息。点开就能看：\n\nhttps://nj.example.cn/messages/",
    wechat="工会有话带给你",
    template=True,
)
CHANNELS = [("sms", "短信"), ("email", "邮箱"), ("wechat", "微信")]
OWN = rec(preview=PREVIEW, changed="周敏 11月20日")
HOUSE = rec(preview=rec(**(PREVIEW | {"template": False})), changed="")

PAGES = [
    settings("notices-settings", NEW),
    settings("notices-settings-bound", BOUND),
    settings("notices-settings-unbound", UNBOUND),
    settings("notices-settings-error", NEW, email_form=forms.EmailForm({"address": "没有"})),
    Page("notices-email", "notices/email.html", {"tab": "me", "address": "li@example.cn"}),
    desk(
        "notices-casts", "notices/casts.html", casts=[DRAFT, RUNNING, DONE, BACK], more_url="/?c=1"
    ),
    desk("notices-casts-none", "notices/casts.html", casts=[], more_url=None),
    desk("notices-cast-new", "notices/cast_new.html", form=forms.CastForm(), key="k"),
    desk("notices-cast-new-error", "notices/cast_new.html", form=forms.CastForm({}), key="k"),
    *(
        desk(f"notices-cast-{one['step']}", "notices/cast.html", cast=one)
        for one in (DRAFT, RUNNING, DONE, BACK, DROPPED)
    ),
    desk(
        "notices-words",
        "notices/words.html",
        form=forms.WordsForm(initial={"sms": "工会有话带给你"}),
        found=OWN,
        channels=CHANNELS,
    ),
    desk(
        "notices-words-error",
        "notices/words.html",
        form=forms.WordsForm({"sms": "看 http://x.example"}),
        found=HOUSE,
        channels=CHANNELS,
    ),
]
