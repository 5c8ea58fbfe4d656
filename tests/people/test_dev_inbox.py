"""The demo's messages: here for whoever sits at this machine, nowhere for anybody else."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from niangjia.kernel.people import sms
from niangjia.site import urls

PAGES = ("/dev/inbox", "/dev/inbox.json")


@pytest.fixture
def message(db: None) -> None:
    sms.send("13944440001", "【娘家】验证码 420815，五分钟内有效。")


def test_the_newest_message_comes_first(message: None) -> None:
    sms.send("13944440002", "没有数字")
    texts = Client().get("/dev/inbox.json", HTTP_HOST="localhost").json()["texts"]
    assert [(t["to"], t["code"]) for t in texts] == [
        ("13944440002", None),
        ("13944440001", "420815"),
    ]
    page = Client().get("/dev/inbox", HTTP_HOST="127.0.0.1:8000").content.decode()
    assert "139 4444 0001" in page
    assert "420815" in page


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    "how",
    [
        {"REMOTE_ADDR": "203.0.113.7"},
        {"HTTP_HOST": "union.example"},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_VIA": "1.1 proxy"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
    ],
)
def test_from_elsewhere_there_is_nothing(
    message: None, settings: Settings, page: str, how: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    answer = Client().get(page, **{"HTTP_HOST": "localhost", **how})  # type: ignore[arg-type]  # headers
    assert answer.status_code == 404
    assert "420815" not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_outside_the_demo_there_is_nothing(message: None, settings: Settings, page: str) -> None:
    settings.NIANGJIA_DEMO = False
    assert Client().get(page, HTTP_HOST="localhost").status_code == 404


@pytest.mark.parametrize("demo", [True, False])
def test_a_newcomer_is_told_where_the_digits_are(db: None, settings: Settings, demo: bool) -> None:
    client = Client()
    client.post(reverse("account_login"), {"phone": "13944440003"})
    settings.NIANGJIA_DEMO = demo
    page = client.get(reverse("account_confirm_login_code")).content.decode()
    assert ("/dev/inbox" in page, "演示" in page) == (demo, demo)
    assert ("没收到？看看号码" in page) is not demo


def test_both_pages_are_routed() -> None:
    assert {f"/{p.pattern}" for p in urls.urlpatterns} >= set(PAGES)
