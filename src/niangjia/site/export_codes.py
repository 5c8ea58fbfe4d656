"""What the codes in exported columns are called, for the person they are about."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.bundles.rules import PURPOSES
from niangjia.kernel.mediation.queries.words import STATES as MEDIATION
from niangjia.kernel.people.rules import POST_WORDS
from niangjia.services.feedback.queries.words import STATES

#: Verb of an event on one's own case -> what happened.
DEEDS = {
    "open": noop("你提交了点评"),
    "accept": noop("工会已受理"),
    "ask_firm": noop("工会已转给公司"),
    "says": noop("工会说"),
    "firm_says": noop("公司说"),
    "firm_reply": noop("公司答复了工会"),
    "reply": noop("工会答复了你"),
    "add_word": noop("你补充了情况"),
    "verdict_ok": noop("你打了分，办结"),
    "verdict_back": noop("你退回重办"),
    "call_ok": noop("回访确认，办结"),
    "call_back": noop("回访后退回重办"),
    "withdraw": noop("你撤回了"),
    "note": noop("工会记下"),
    "forward": noop("转给别的工会来办"),
    "offer": noop("想转给别的工会"),
    "talks": noop("正在商量由谁来办"),
    "decline": noop("对方不接"),
    "dispute": noop("请上级工会定由谁来办"),
    "decide": noop("上级工会定了由谁来办"),
    "stays": noop("商量好了，还是原来的工会来办"),
    "relay": noop("工会转告了公司的话"),
    "appeal": noop("你请上级工会来办"),
    "press": noop("你说有人为难你"),
    "reopen": noop("你重新打开了"),
    "sort": noop("工会归了类"),
    "missed": noop("工会回访没打通"),
    "pause": noop("工会暂停了计时"),
    "resume": noop("工会恢复了计时"),
    "contest": noop("你不同意暂停计时"),
    "merge": noop("工会把它和同一件事放在一起办"),
    "follow": noop("和一起办的那件同一天到期"),
    "into": noop("和别的办件放在一起办"),
    "gather": noop("别的办件并了进来"),
    "let_go": noop("并进来的拿出去单独办"),
    "unmerge": noop("拿出来单独办了"),
    "apart": noop("你说不是一回事，单独办"),
    "remind": noop("到期提醒了工会"),
    "escalate": noop("超时了，请上级工会督办"),
    "dated": noop("补上了日期"),
    "letter": noop("工会告诉你文书的下文"),
    "link": noop("工会告诉你一个去处"),
}
#: Model -> column -> code -> word.
CODES: dict[str, dict[str, dict[str, str]]] = {
    "people.Appointment": {"post": {post.value: word for post, word in POST_WORDS.items()}},
    "cases.Case": {"state": {code: word for code, (_kind, _icon, word) in STATES.items()}},
    "cases.Event": {"verb": DEEDS},
    "bundles.Bundle": {"purpose": dict(PURPOSES)},
    "mediation.Mediation": {
        "state": {code: word for code, (_kind, _icon, word) in MEDIATION.items()}
    },
}
