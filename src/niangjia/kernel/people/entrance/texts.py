"""What our text messages say. No service is named, nobody is asked for anything."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def code(digits: str) -> str:
    """The one-time code."""
    return _("【娘家】验证码 %(code)s，五分钟内有效。不要告诉任何人，工会的人不会向你要。") % {
        "code": digits
    }


def stranger(request: HttpRequest) -> str:
    """A number nobody knows asked for a code."""
    url = request.build_absolute_uri(reverse("account_signup"))
    return _(
        "【娘家】有人用这个号码登录，名册里没有它。想加入就到 %(url)s 登记；不是你本人，不用理会。"
    ) % {"url": url}


def moved(new_last4: str) -> str:
    """To the old number, after the log-in moved to another."""
    return _(
        "【娘家】你的登录号码已换成尾号 %(last4)s 的号码。不是你本人换的，请马上联系工会。"
    ) % {"last4": new_last4}


def closed() -> str:
    """After an account was closed."""
    return _("【娘家】你的账号已注销，这个号码不再能登录。不是你本人注销的，请马上联系工会。")
