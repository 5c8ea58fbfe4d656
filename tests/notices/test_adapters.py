"""One interface, three ways out: what each hands over, and what it makes of every answer."""

from __future__ import annotations

import json
import smtplib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from niangjia.kernel.base import posting
from niangjia.kernel.base.ids import new_id
from niangjia.kernel.base.posting import Answer
from niangjia.kernel.notices.engine import channels, wechat
from niangjia.kernel.notices.engine.adapters import Message
from niangjia.kernel.notices.engine.words import Words
from niangjia.kernel.notices.models import Channel
from niangjia.kernel.people.door import Addresses

from . import ways
from .ways import Gateway

TO = Addresses("33.01.99.", "13966660001", "li@example.cn", "openid-1")
WORDS = Words(sign="临江总工会", wechat_template="tpl", wechat_field="thing2")


def message(**more: Any) -> Message:
    return Message(new_id(), TO, WORDS, **more)


@pytest.fixture
def gateway(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    monkeypatch.setattr(posting, "TIMEOUT", 0.5)
    wechat.token.forget()
    with ways.gateway() as made:
        settings.NIANGJIA_SMS_URL, settings.NIANGJIA_SMS_KEY = made.url, "key"
        settings.NIANGJIA_WECHAT_URL, settings.NIANGJIA_WECHAT_APP = made.url, "app"
        settings.NIANGJIA_WECHAT_SECRET = "secret"
        yield made


SMS = [
    (200, Answer.YES),
    (202, Answer.YES),
    (409, Answer.YES),
    (400, Answer.NEVER),
    (403, Answer.NEVER),
    (429, Answer.LATER),
    (302, Answer.LATER),
    (500, Answer.UNCLEAR),
    (503, Answer.UNCLEAR),
    (ways.SILENT, Answer.UNCLEAR),
    (ways.CUT, Answer.UNCLEAR),
]


@pytest.mark.parametrize(("said", "answer"), SMS)
@pytest.mark.usefixtures("db")
def test_text_messages(gateway: Gateway, said: ways.Say, answer: Answer) -> None:
    gateway.usual = said
    one = message()
    assert channels.of(Channel.SMS).send([one]) == {one.id: answer}
    assert gateway.asked[0]["id"] == str(one.id)


@pytest.mark.usefixtures("db")
def test_a_text_message_says_who_and_where_and_nothing_else(
    gateway: Gateway, settings: Settings
) -> None:
    settings.NIANGJIA_SITE_URL = "https://nj.example.cn"
    channels.of(Channel.SMS).send([message(count=3)])
    (asked,) = gateway.asked
    assert asked["to"] == "+8613966660001"
    assert asked["text"] == (
        "【临江总工会】你在临江总工会有 3 条新消息：https://nj.example.cn/messages/"
    )


@pytest.mark.usefixtures("db")
def test_a_gateway_gets_the_shape_it_wants(gateway: Gateway, settings: Settings) -> None:
    settings.NIANGJIA_SMS_BODY = '{"phones": ["{to}"], "body": {"v": "{text}"}, "n": 1, "x": "{y}"}'
    channels.of(Channel.SMS).send([message()])
    (asked,) = gateway.asked
    assert asked["phones"] == ["+8613966660001"]
    assert asked["body"]["v"].startswith("【临江总工会】")
    assert (asked["n"], asked["x"]) == (1, "{y}")


@pytest.mark.usefixtures("db")
def test_nobody_there_is_a_certain_no(settings: Settings) -> None:
    settings.NIANGJIA_SMS_URL = "http://127.0.0.1:9/"
    one = message()
    assert channels.of(Channel.SMS).send([one]) == {one.id: Answer.LATER}


@pytest.mark.usefixtures("db")
def test_a_slow_gateway_is_asked_about_several_at_once(gateway: Gateway) -> None:
    gateway.usual = ways.SILENT
    batch = [message() for _ in range(16)]
    answers = channels.of(Channel.SMS).send(batch)
    assert set(answers.values()) == {Answer.UNCLEAR}
    assert len(gateway.asked) == 16


TOKEN = (200, {"access_token": "t1", "expires_in": 7200})
WECHAT = [
    ((200, {"errcode": 0}), Answer.YES),
    ((200, {"errcode": -1}), Answer.LATER),
    ((200, {"errcode": 45009}), Answer.LATER),
    ((200, {"errcode": 43004}), Answer.NEVER),
    ((200, {"errcode": 40003}), Answer.NEVER),
    ((200, {}), Answer.UNCLEAR),
    (ways.HALF, Answer.UNCLEAR),
    (ways.SILENT, Answer.UNCLEAR),
    (500, Answer.UNCLEAR),
]


@pytest.mark.parametrize(("said", "answer"), WECHAT)
def test_wechat(gateway: Gateway, said: ways.Say, answer: Answer) -> None:
    gateway.answers, gateway.usual = [TOKEN], said
    one = message()
    assert channels.of(Channel.WECHAT).send([one]) == {one.id: answer}
    sent = gateway.asked[1]
    assert (sent["touser"], sent["template_id"]) == ("openid-1", "tpl")
    assert sent["client_msg_id"] == str(one.id)
    assert sent["data"] == {"thing2": {"value": "你在临江总工会有 1 条新消息"}}


def test_wechats_token_is_kept(gateway: Gateway) -> None:
    gateway.answers, gateway.usual = [TOKEN], (200, {"errcode": 0})
    channels.of(Channel.WECHAT).send([message(), message()])
    channels.of(Channel.WECHAT).send([message()])
    assert [path.partition("?")[0] for path in gateway.paths] == [
        "/cgi-bin/stable_token",
        *["/cgi-bin/message/template/send"] * 3,
    ]


@pytest.mark.parametrize("code", [40001, 42001])
def test_a_token_that_went_stale_is_fetched_once_more(gateway: Gateway, code: int) -> None:
    fresh = (200, {"access_token": "t2", "expires_in": 7200})
    gateway.answers = [TOKEN, (200, {"errcode": code}), fresh, (200, {"errcode": 0})]
    one = message()
    assert channels.of(Channel.WECHAT).send([one]) == {one.id: Answer.YES}
    assert gateway.asked[2]["force_refresh"] is True
    assert gateway.paths[-1].endswith("access_token=t2")


def test_no_token_no_message(gateway: Gateway) -> None:
    gateway.usual = (200, {"errcode": 40013})
    one = message()
    assert channels.of(Channel.WECHAT).send([one]) == {one.id: Answer.LATER}


def test_without_a_template_wechat_is_not_asked(gateway: Gateway) -> None:
    one = Message(new_id(), TO, Words())
    assert channels.of(Channel.WECHAT).send([one]) == {one.id: Answer.NEVER}
    assert not gateway.asked


def test_an_email_says_who_and_where(settings: Settings) -> None:
    settings.NIANGJIA_MAIL_URL = "smtp://mail.example.cn"
    settings.NIANGJIA_SITE_URL = "https://nj.example.cn"
    one = message()
    assert channels.of(Channel.EMAIL).send([one]) == {one.id: Answer.YES}
    (sent,) = mail.outbox
    assert sent.to == ["li@example.cn"]
    assert sent.subject == "你在临江总工会有 1 条新消息"
    assert "https://nj.example.cn/messages/" in sent.body
    assert str(one.id) in sent.extra_headers["Message-ID"]


MAIL = [
    (smtplib.SMTPRecipientsRefused({}), Answer.NEVER),
    (smtplib.SMTPAuthenticationError(535, b"no"), Answer.LATER),
    (smtplib.SMTPDataError(451, b"later"), Answer.LATER),
    (smtplib.SMTPServerDisconnected(), Answer.UNCLEAR),
    (ConnectionRefusedError(), Answer.LATER),
    (TimeoutError(), Answer.UNCLEAR),
]


@pytest.mark.parametrize(("raised", "answer"), MAIL)
def test_what_a_mail_server_says(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, raised: Exception, answer: Answer
) -> None:
    settings.NIANGJIA_MAIL_URL = "smtp://mail.example.cn"

    def fails(*_: Any) -> int:
        raise raised

    monkeypatch.setattr(mail.EmailMessage, "send", fails)
    one = message()
    assert channels.of(Channel.EMAIL).send([one]) == {one.id: answer}


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.usefixtures("db")
def test_with_nothing_set_up_the_operator_alone_reads_it(
    settings: Settings, tmp_path: Path, channel: Channel
) -> None:
    settings.NIANGJIA_DEMO, settings.NIANGJIA_DATA = False, tmp_path
    settings.NIANGJIA_SMS_URL = settings.NIANGJIA_MAIL_URL = settings.NIANGJIA_WECHAT_APP = ""
    one = message(again=True)
    for _ in range(2):
        assert channels.of(channel).send([one]) == {one.id: Answer.YES}
    name = {"sms": "sms", "email": "mail", "wechat": "wechat"}[channel.value]
    kept = tmp_path / "outbox" / f"{name}.jsonl"
    lines = [json.loads(line) for line in kept.read_text().splitlines()]
    assert {line["id"] for line in lines} == {str(one.id)}
    assert len(lines) == (2 if channel is Channel.EMAIL else 1)
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.usefixtures("db")
def test_an_outbox_that_cannot_be_written_is_tried_again(
    settings: Settings, tmp_path: Path, channel: Channel
) -> None:
    settings.NIANGJIA_DEMO, settings.NIANGJIA_DATA = False, tmp_path / "missing"
    settings.NIANGJIA_SMS_URL = settings.NIANGJIA_MAIL_URL = settings.NIANGJIA_WECHAT_APP = ""
    one = message()
    assert channels.of(channel).send([one]) == {one.id: Answer.LATER}
