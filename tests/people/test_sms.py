"""How many messages may leave, by whom they are carried, and what happens when they are not."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.utils import OperationalError
from pytest_django import Settings

from niangjia.kernel.people import sms
from niangjia.kernel.people.models import DevSms

PHONE, OTHER = "13922220001", "13922220002"
HERE = "203.0.113.7"


def wait(phone: str = PHONE, address: str = HERE) -> int:
    """Seconds to wait, 0 when the message was counted."""
    try:
        sms.spend(phone, address)
    except sms.TooMany as no:
        return int(no.facts["retry_after"])
    return 0


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Any:
    """Leave one limit in force."""
    settings.NIANGJIA_DEMO = False
    settings.NIANGJIA_SMS_HOURLY = 10**6

    def keep(
        number: tuple[int, int] = (10**6, 3600),
        address: tuple[int, int] = (10**6, 3600),
        hourly: int = 10**6,
    ) -> None:
        monkeypatch.setattr(sms, "PER_NUMBER", (number,))
        monkeypatch.setattr(sms, "PER_ADDRESS", address)
        settings.NIANGJIA_SMS_HOURLY = hourly

    return keep


def test_the_limits_are_those_we_promise(settings: Settings) -> None:
    settings.NIANGJIA_DEMO = False
    assert [(x.most, x.seconds) for x in sms.limits_of(PHONE, HERE)] == [
        (1, 60),
        (5, 3600),
        (10, 86400),
        (20, 3600),
        (settings.NIANGJIA_SMS_HOURLY, 3600),
    ]


def test_the_demo_keeps_the_minute_between_two_messages(settings: Settings) -> None:
    settings.NIANGJIA_DEMO = True
    assert sms.limits_of(PHONE, HERE)[0].seconds == 60


@pytest.mark.parametrize("limit", [(5, 3600), (10, 86400)])
def test_a_number_gets_as_many_as_promised_and_not_one_more(
    db: None, only: Any, limit: tuple[int, int]
) -> None:
    only(number=limit)
    assert [wait() for _ in range(limit[0])] == [0] * limit[0]
    assert 0 < wait() <= limit[1]
    assert wait(OTHER) == 0


def test_a_minute_lies_between_two_messages(db: None, only: Any) -> None:
    only(number=(1, 60))
    assert wait() == 0
    assert 58 <= wait() <= 60
    assert wait(OTHER) == 0


def test_a_refused_message_costs_nothing(db: None, settings: Settings) -> None:
    settings.NIANGJIA_DEMO = False
    assert wait() == 0
    for _ in range(20):
        assert wait() > 0
    for _ in range(4):
        sms.forgive(PHONE)
        assert wait() == 0
    sms.forgive(PHONE)
    assert wait() > 60, "five in the hour are used up"


@pytest.mark.parametrize(
    ("one", "same", "another"),
    [
        ("203.0.113.7", "203.0.113.200", "203.0.114.7"),
        ("2001:db8:1:2200::1", "2001:db8:1:22ff::9", "2001:db8:1:2300::1"),
        ("::ffff:203.0.113.7", "203.0.113.8", "203.0.114.7"),
        ("", "nonsense", "203.0.113.7"),
    ],
)
def test_an_address_counts_as_its_network(
    db: None, only: Any, one: str, same: str, another: str
) -> None:
    only(address=(20, 3600))
    for n in range(20):
        assert wait(f"139333300{n:02d}", one if n % 2 else same) == 0
    assert wait("13933330020", same) > 0
    assert wait("13933330020", another) == 0


def test_the_whole_house_has_a_budget(db: None, only: Any) -> None:
    only(hourly=3)
    assert [wait(f"1393333000{n}") > 0 for n in range(4)] == [False, False, False, True]


def test_no_counter_no_message(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    def broken() -> None:
        raise OperationalError

    with monkeypatch.context() as patched, pytest.raises(sms.NotSent):
        patched.setattr(connection, "cursor", broken)
        sms.spend(PHONE, HERE)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (1, "1 秒"),
        (59, "59 秒"),
        (99, "99 秒"),
        (100, "2 分钟"),
        (121, "3 分钟"),
        (3600, "1 小时"),
        (3601, "2 小时"),
        (86400, "24 小时"),
    ],
)
def test_the_refusal_says_when_to_try_again(seconds: int, words: str) -> None:
    assert f"请 {words}后再试" in sms.TooMany(seconds).message


@pytest.mark.parametrize("limit", [(1, 60), (5, 3600)])
@pytest.mark.django_db(transaction=True)
def test_limits_hold_over_several_connections(only: Any, limit: tuple[int, int]) -> None:
    only(number=limit)
    start = threading.Barrier(8)

    def hurry(_: int) -> list[int]:
        start.wait()
        try:
            return [wait() for _ in range(3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        waits = [one for answers in crowd.map(hurry, range(8)) for one in answers]
    assert waits.count(0) == limit[0]


# --- the gateway --------------------------------------------------------------------------------


@dataclass
class Gateway:
    """A gateway that answers with the given status codes in turn."""

    answers: list[int]
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def gateway(settings: Settings) -> Iterator[Gateway]:
    made = Gateway([200])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            made.keys.append(self.headers["Authorization"])
            status = made.answers.pop(0)
            self.send_response(status)
            if status in (302, 307):
                self.send_header("Location", made.url + "elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_GET(self) -> None:
            made.asked.append({"followed": self.path})

        def log_message(self, format: str, *args: Any) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        made.url = f"http://127.0.0.1:{server.server_port}/"
        settings.NIANGJIA_SMS_URL, settings.NIANGJIA_SMS_KEY = made.url, "gate-key"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def test_a_gateway_gets_number_and_text(gateway: Gateway) -> None:
    sms.send(PHONE, "你好")
    (asked,) = gateway.asked
    assert (asked["to"], asked["text"]) == ("+8613922220001", "你好")
    assert gateway.keys == ["Bearer gate-key"]


def test_a_gateway_is_asked_twice_with_one_id(gateway: Gateway) -> None:
    gateway.answers = [500, 202]
    sms.send(PHONE, "你好")
    assert len({one["id"] for one in gateway.asked}) == 1
    assert len(gateway.asked) == 2


@pytest.mark.parametrize("status", [302, 307, 400, 500])
def test_a_gateway_that_fails_twice_is_a_refusal(gateway: Gateway, status: int) -> None:
    gateway.answers = [status, status]
    with pytest.raises(sms.NotSent) as no:
        sms.send(PHONE, "你好")
    assert no.value.status == 503
    assert not any("followed" in one for one in gateway.asked)


def test_a_gateway_that_is_not_there_is_a_refusal(settings: Settings) -> None:
    settings.NIANGJIA_SMS_URL = "http://127.0.0.1:9/"
    with pytest.raises(sms.NotSent):
        sms.send(PHONE, "你好")


def test_without_a_gateway_the_operator_alone_reads_it(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.NIANGJIA_DEMO, settings.NIANGJIA_SMS_URL = False, ""
    settings.NIANGJIA_DATA = tmp_path
    sms.send(PHONE, "你好")
    kept = tmp_path / "outbox" / "sms.jsonl"
    assert json.loads(kept.read_text())["to"] == PHONE
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not DevSms.objects.exists()


def test_an_outbox_that_cannot_be_written_is_a_refusal(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.NIANGJIA_DEMO, settings.NIANGJIA_SMS_URL = False, ""
    settings.NIANGJIA_DATA = tmp_path / "missing"
    with pytest.raises(sms.NotSent):
        sms.send(PHONE, "你好")
