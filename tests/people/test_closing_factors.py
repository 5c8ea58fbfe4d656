"""A closed account keeps no key that could open it."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.urls import reverse

from niangjia.kernel.people.models import Account
from tests.kit.world import World


def test_factors_leave_with_the_account(small_world: World) -> None:
    own = Account.objects.get(person_id=small_world.people["a1x-asker"].pk)
    for kind in ("webauthn", "totp", "recovery_codes"):
        Authenticator.objects.create(user=own, type=kind, data={})
    client = small_world.client("a1x-asker")
    client.post(reverse("privacy.close"), {"typed": "注销账号"})
    own.refresh_from_db()
    assert not own.is_active
    assert not Authenticator.objects.filter(user=own).exists()
