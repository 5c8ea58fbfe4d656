"""A passkey of the officer's own: added on 我的, used to come in, taken away again.

The browser's virtual authenticator stands for the fingerprint. Passkeys belong to a host name that
is a secure context, so this journey goes to localhost and not to 127.0.0.1.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.kit import cluster, live
from tests.kit.browsing import Visits

from . import district, people

FINGER = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WHO = people.TOWN


@pytest.fixture
def at_localhost(browser: Browser, server: live.Running) -> Iterator[Visits]:
    """Visits by a name for which passkeys work; no key of the journey outlives it."""
    made = Visits(browser, f"http://localhost:{urlsplit(server.url).port}")
    try:
        yield made
    finally:
        made.close()
        with cluster.as_super(district.name()) as link:
            link.execute("DELETE FROM mfa_authenticator")
    assert not made.complaints


class Finger:
    """The authenticator of one browser. `knows` is whether it recognises its owner."""

    def __init__(self, page: Page) -> None:
        self.link: CDPSession = page.context.new_cdp_session(page)
        self.link.send("WebAuthn.enable")
        made = self.link.send("WebAuthn.addVirtualAuthenticator", {"options": FINGER})
        self.id = {"authenticatorId": made["authenticatorId"]}

    def held(self) -> list[dict[str, object]]:
        """The passkeys it holds."""
        found: list[dict[str, object]] = self.link.send("WebAuthn.getCredentials", self.id)[
            "credentials"
        ]
        return found

    def knows(self, owner: bool) -> None:
        """From now on it recognises its owner, or it does not."""
        self.link.send("WebAuthn.setUserVerified", {**self.id, "isUserVerified": owner})


def add_key(page: Page, name: str) -> None:
    """From 我的 to a passkey."""
    page.goto("/me/")
    page.get_by_role("link", name="两步登录").click()
    page.get_by_role("link", name="通行密钥").click()
    page.get_by_label("给它起个名字").fill(name)
    page.get_by_role("button", name="加上").click()
    expect(page.get_by_text("通行密钥加好了")).to_be_visible()


def press_key(page: Page) -> None:
    """On the log-in page: no number, no code."""
    page.goto(people.LOG_IN)
    page.get_by_role("button", name="用通行密钥登录").click()


def test_a_passkey_is_added_and_lets_its_owner_in(at_localhost: Visits) -> None:
    page = at_localhost.page()
    finger = Finger(page)
    people.log_in(page, WHO, people.MYSELF)
    add_key(page, "办公室电脑")
    assert [key["rpId"] for key in finger.held()] == ["localhost"]
    people.log_out(page)
    press_key(page)
    people.take(page, WHO.hat)
    page.goto("/desk/feedback/")
    expect(page.get_by_text(WHO.name).first).to_be_visible()
    page.goto("/capacity/")
    people.take(page, people.MYSELF)
    lose_key(page, "办公室电脑")


def lose_key(page: Page, name: str) -> None:
    """Take the passkey away; the code by SMS lets in again by itself."""
    page.goto("/me/")
    page.get_by_role("link", name="两步登录").click()
    page.get_by_role("link", name="通行密钥").click()
    expect(page.get_by_text(name)).to_be_visible()
    page.get_by_role("link", name="去掉").click()
    page.get_by_role("link", name="用通行密钥").click()
    page.get_by_role("button", name="用通行密钥").click()
    page.get_by_role("button", name="去掉").click()
    expect(page.get_by_text("一把也没有")).to_be_visible()
    people.log_out(page)
    people.log_in(page, WHO, people.MYSELF)
    page.goto("/me/")
    expect(page.get_by_text(WHO.name)).to_be_visible()


def test_a_finger_it_does_not_know_opens_nothing(at_localhost: Visits) -> None:
    page = at_localhost.page()
    finger = Finger(page)
    people.log_in(page, WHO, people.MYSELF)
    add_key(page, "手机")
    people.log_out(page)
    finger.knows(False)
    press_key(page)
    page.wait_for_timeout(1000)
    page.goto("/me/")
    expect(page.get_by_label("手机号")).to_be_visible()
    at_localhost.complaints.clear()


def test_the_code_alone_is_not_enough_any_more(at_localhost: Visits) -> None:
    page = at_localhost.page()
    Finger(page)
    people.log_in(page, WHO, people.MYSELF)
    add_key(page, "手机")
    people.log_out(page)
    page.goto(people.LOG_IN)
    people.prove(page, WHO)
    page.wait_for_url("**/account/lock/**")
    page.goto("/me/")
    expect(page.get_by_label("手机号")).to_be_visible()
