"""A sample of the desk's menu, as a chair finds it."""

from niangjia.site.menu import Group, Line


def line(icon, label, count=None, current=False):
    """A line of the menu."""
    url = "/page" if current else f"/{icon}/{label}"
    return Line(url, icon, label, count, current, current, "")


def group(key, title, icon, *items, folds=True):
    """A group of the menu; one is open, and in one something waits."""
    return Group(
        key=key,
        title=title,
        icon=icon,
        items=items,
        folds=folds,
        open=key == "folk",
        waits=key == "papers",
    )


MENU = (
    group(
        "today",
        "今天的事",
        "inbox",
        line("inbox", "待办", 12, current=True),
        line("forward", "转办商量", 2),
        line("users", "同一件事"),
        line("eye", "先看一眼", "99+"),
        line("bell", "消息", 3),
        folds=False,
    ),
    group(
        "folk",
        "职工和单位",
        "users",
        line("users", "单位和人"),
        line("note", "问卷"),
        line("home", "应急住宿"),
        line("send", "发通知"),
    ),
    group("gifts", "福利", "gift", line("gift", "福利发放"), line("hand", "发放台")),
    group("papers", "建议和文书", "doc", line("doc", "文书", 1)),
    group("figures", "数字和通报", "chart", line("chart", "三率"), line("doc", "满意度通报")),
    group("set", "设置", "gear", line("book", "谁来答"), line("say", "常用语")),
)
