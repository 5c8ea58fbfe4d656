"""Sample contexts of logging in, second locks, setting up and errors."""

from datetime import UTC, datetime

from tests.ui import forms
from tests.ui.stage import Page, rec

ENTER = {"request_login_code_url": "/code/", "redirect_field": "", "signup_url": "/up/"}
NO_KEY = {"PASSKEY_LOGIN_ENABLED": False}
CODE = {"verify_form": forms.Code(), "phone": "138 0000 0001", "email": None}
CODE |= {"can_resend": True, "redirect_field": "", "cancel_url": None}
PROOF = {"form": forms.Code(), "redirect_field": "", "reauthentication_alternatives": []}
KINDS = {"MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"]}
NO_SCRIPT_DATA = {"js_data": {}}
DAY = datetime(2026, 11, 3, 9, 0, tzinfo=UTC)


class Passkey:
    """A key as django-allauth lists it."""

    pk = 7
    created_at = DAY

    def __str__(self):
        return "办公室电脑"


CODES = ["4821 7730", "1190 5526", "7361 0084", "5502 9917"]
TOTP = {"form": forms.Code(), "totp_svg_data_uri": "/static/ui/logo.svg"}
RECOVERY = {"unused_codes": CODES, "total_count": 10}
RECOVERY |= {"can_view_codes": True, "can_download_codes": True, "can_generate_codes": True}
SESSION = rec(
    user_agent="Mozilla/5.0 (Linux; Android 13)",
    created_at=DAY,
    ip="10.0.0.8",
    is_current=True,
)
TEXTS = [
    rec(
        to="138 0000 0001",
        body="【临江区总工会】302815，五分钟内有效。不是你本人操作，不用理会。",
        when="刚刚",
        code="302815",
    ),
    rec(
        to="138 0000 0006",
        body="【临江区总工会】有一条新点评等你受理。",
        when="昨天 22:14",
        code=None,
    ),
]
REFUSED = {
    "title": "这件事已经办结了",
    "message": "11 月 21 日你打了五星，办结后不能再补充。",
    "what": ["同一件事又出现，可以再写一条", "着急的话，打电话给工会"],
    "actions": [rec(url="/a", label="再写一条"), rec(url="/b", label="回首页")],
}


def error(status):
    """The page of one status."""
    bare = status in ("400", "500", "503")
    extra = {"retry_text": "1 分钟后再试。"} if status == "429" else {}
    return Page(f"error-{status}", f"{status}.html", extra, bare=bare)


PAGES = [
    Page("login", "account/request_login_code.html", ENTER | NO_KEY | {"form": forms.Phone()}),
    Page(
        "login-error", "account/request_login_code.html", ENTER | NO_KEY | {"form": forms.Phone({})}
    ),
    Page(
        "login-key",
        "account/login.html",
        ENTER | {"PASSKEY_LOGIN_ENABLED": True, "form": forms.Close()},
    ),
    Page("login-code", "account/confirm_login_code.html", CODE),
    Page(
        "phone-code", "account/confirm_phone_verification_code.html", CODE | {"cancel_url": "/no/"}
    ),
    Page(
        "signup",
        "account/signup.html",
        {"form": forms.SignUp(), "redirect_field": "", "login_url": "/in/"},
    ),
    Page("inactive", "account/account_inactive.html"),
    Page("signup-closed", "account/signup_closed.html"),
    Page("code-sent", "account/verification_sent.html"),
    Page("logout", "account/logout.html", {"redirect_field": ""}),
    Page(
        "phone-change",
        "account/phone_change.html",
        {"form": forms.Phone(), "phone": "138 0000 0001"},
    ),
    Page("prove", "account/reauthenticate.html", PROOF),
    Page("prove-totp", "mfa/reauthenticate.html", PROOF),
    Page(
        "prove-key",
        "mfa/webauthn/reauthenticate.html",
        PROOF | NO_SCRIPT_DATA | {"form": forms.Key()},
    ),
    Page(
        "second-lock",
        "mfa/authenticate.html",
        KINDS | NO_SCRIPT_DATA | {"form": forms.Code(), "webauthn_form": forms.Key()},
    ),
    Page(
        "locks",
        "mfa/index.html",
        KINDS
        | {
            "is_mfa_enabled": True,
            "authenticators": rec(totp=True, webauthn=[1], recovery_codes=True),
        },
    ),
    Page("totp-on", "mfa/totp/activate_form.html", TOTP),
    Page("totp-off", "mfa/totp/deactivate_form.html", {"form": forms.Close()}),
    Page("recovery", "mfa/recovery_codes/index.html", RECOVERY),
    Page("recovery-new", "mfa/recovery_codes/generate.html", {"form": forms.Close()}),
    Page("keys", "mfa/webauthn/authenticator_list.html", {"authenticators": [Passkey()]}),
    Page("key-add", "mfa/webauthn/add_form.html", NO_SCRIPT_DATA | {"form": forms.Key()}),
    Page("key-edit", "mfa/webauthn/edit_form.html", {"form": forms.Key()}),
    Page(
        "key-drop",
        "mfa/webauthn/authenticator_confirm_delete.html",
        {"authenticator": Passkey()},
    ),
    Page("trust", "mfa/trust.html", {"form": forms.Close()}),
    Page(
        "sessions",
        "usersessions/usersession_list.html",
        {"sessions": [SESSION], "session_count": 1},
    ),
    Page("setup", "site/setup.html", {"form": forms.Setup(), "done": None}),
    Page("setup-error", "site/setup.html", {"form": forms.Setup({}), "done": None}),
    Page(
        "setup-done",
        "site/setup.html",
        {
            "form": None,
            "done": rec(union_name="临江区总工会", admin_name="沈海", login_url="/in/"),
        },
    ),
    Page("offline", "site/offline.html", {"hotline": "0571-12351"}),
    Page("dev-inbox", "site/dev/inbox.html", {"texts": TEXTS}),
    Page("refusal", "site/refusal.html", REFUSED),
    *[error(status) for status in ("400", "403", "403_csrf", "404", "409", "429", "500", "503")],
]
