"""The second factor of posts: a one-time code or a passkey shown in this session.

Read outside an act: inside one, nobody may read sessions.
"""

from __future__ import annotations

import time
from urllib.parse import quote

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

#: Where each kind of lock is shown; whoever has a passkey only is not asked for digits.
PROOF = (
    (Authenticator.Type.TOTP, "mfa_reauthenticate"),
    (Authenticator.Type.WEBAUTHN, "mfa_reauthenticate_webauthn"),
)


def wanted() -> bool:
    """Whether posts need a second factor here."""
    return bool(settings.NIANGJIA_STAFF_MFA)


def shown(request: HttpRequest) -> bool:
    """Whether this session saw a second factor, not longer ago than a post may last."""
    if not wanted():
        return True
    if not request.user.is_authenticated:
        return False
    oldest = time.time() - settings.NIANGJIA_STAFF_LONGEST
    records = get_authentication_records(request, request.user)
    return any(r["method"] == "mfa" and r["at"] > oldest for r in records)


def next_step(request: HttpRequest, back: str) -> str:
    """Where to show a second factor, or to set one up first."""
    if not request.user.is_authenticated:
        return reverse("account_login")
    page = next((page for kind, page in PROOF if is_mfa_enabled(request.user, [kind])), "mfa_index")
    return f"{reverse(page)}?next={quote(back)}"
