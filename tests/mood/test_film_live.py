"""A film from the phone to the answer, on the real server: lengths, tickets, what breaks."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from bench.phone import RUN, Phone

from niangjia.services.mood.film.member import MOST
from tests.kit import live
from tests.kit.world import World

from . import films, mutants, traces
from .lookers import begun, looking

WORKERS = ("a1x-asker", "a1x-colleague", "a1y-asker", "a1y-colleague")


@pytest.fixture
def phone(opened: World, server: live.Running) -> Phone:
    """A worker's."""
    return Phone(server.url, opened.hats["a1x-asker"].cookie)


def codes(answer: dict[str, Any]) -> list[str]:
    """Why it was refused; nothing for one that was seen."""
    assert answer["assessable"] == (not answer["reasons"])
    return [reason["code"] for reason in answer["reasons"]]


@pytest.mark.row("000-13")
def test_nine_seconds_are_refused_and_ten_are_seen(phone: Phone) -> None:
    assert codes(phone.run(films.film(9))) == ["too_short"]
    said = phone.ask()
    assert (said["state"], said["ahead"]) == ("ready", 0)
    lines = phone.send(said["ticket"], films.film(10))
    assert list(dict.fromkeys(line["step"] for line in lines[:-1])) == ["look", "follow", "find"]
    assert codes(lines[-1]["answer"]) == []
    assert lines[-1]["answer"]["events"]


@pytest.mark.deep
@pytest.mark.row("000-13")
def test_twenty_seconds_are_seen_and_twenty_one_are_refused(phone: Phone) -> None:
    assert codes(phone.run(films.film(20))) == []
    assert codes(phone.run(films.film(21))) == ["too_long"]


def test_no_ticket_without_a_consent_and_one_answer_a_consent(phone: Phone) -> None:
    assert phone.post("/mood/film/ticket/", receipt="")["state"] == "no_consent"
    assert phone.ask("x" + phone.receipt())["state"] == "no_consent"
    receipt = phone.receipt()
    said = phone.ask(receipt)
    short = films.film(1.2)
    assert "too_short" in codes(phone.send(said["ticket"], short)[-1]["answer"])
    assert phone.send(said["ticket"], short) == [{"state": "gone"}]
    assert phone.place(said["ticket"])["state"] == "gone"
    assert phone.ask(receipt)["state"] == "spent"


def test_somebody_elses_ticket_is_as_good_as_none_to_a_stranger(
    phone: Phone, server: live.Running
) -> None:
    stranger = Phone(server.url, "nobody")
    link = stranger.link()
    ticket = phone.ask()["ticket"]
    link.request("POST", RUN, b"x" * 10, stranger.headers(**{"X-Ticket": ticket}))
    answer = link.getresponse()
    assert answer.status == 302 and "/account/login/" in (answer.getheader("Location") or "")
    link.close()
    assert phone.place(ticket)["state"] == "ready"


def test_a_phone_that_hangs_up_finds_its_ticket_as_it_was(phone: Phone) -> None:
    ticket, film = phone.ask()["ticket"], films.film(1.2)
    half_sent(phone, ticket, film)
    until = time.monotonic() + 10
    while phone.place(ticket)["state"] != "ready":
        assert time.monotonic() < until
        time.sleep(0.1)
    assert "too_short" in codes(phone.send(ticket, film)[-1]["answer"])


def half_sent(phone: Phone, ticket: str, film: bytes) -> None:
    """Begin, and hang up in the middle."""
    link = phone.link()
    link.putrequest("POST", RUN)
    headers = {"X-Ticket": ticket, "Content-Type": "application/octet-stream"}
    for name, value in phone.headers(**headers).items():
        link.putheader(name, value)
    link.putheader("Content-Length", str(len(film)))
    link.endheaders(film[: len(film) // 2])
    time.sleep(0.3)
    link.sock.shutdown(socket.SHUT_RDWR)
    link.close()


def test_what_is_too_large_is_not_even_begun(phone: Phone) -> None:
    ticket = phone.ask()["ticket"]
    link = phone.link()
    link.putrequest("POST", RUN)
    for name, value in phone.headers(**{"X-Ticket": ticket}).items():
        link.putheader(name, value)
    link.putheader("Content-Length", str(MOST + 1))
    link.endheaders(b"x")
    answer = json.loads(link.getresponse().read())
    link.close()
    assert codes(answer["answer"]) == ["too_many_bytes"]
    assert phone.place(ticket)["state"] == "ready"


def test_closed_it_is_closed(committed_world: World, server: live.Running) -> None:
    closed = Phone(server.url, committed_world.hats["a2x-asker"].cookie)
    link = closed.link()
    link.request("POST", "/mood/film/ticket/", "receipt=x", closed.headers())
    assert link.getresponse().status in (403, 404)
    link.close()


@pytest.mark.deep
def test_more_than_there_is_room_for_all_get_an_answer(opened: World, server: live.Running) -> None:
    """Nobody is turned away: those who wait are told how long, and keep their order."""
    told: list[str] = []

    def one(key: str) -> None:
        answer = Phone(server.url, opened.hats[key].cookie).run(films.film(1.2))
        told.append(codes(answer)[0])

    threads = [threading.Thread(target=one, args=(key,)) for key in WORKERS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Counter(told) == {"too_short": len(WORKERS)}


@pytest.mark.deep
@pytest.mark.skipif(sys.platform != "linux", reason="who is whose child is asked of /proc")
def test_a_machine_that_dies_gives_the_turn_back(opened: World) -> None:
    """The web is killed while it looks: its child goes with it, the ticket is good again, and
    nothing of the film is anywhere."""
    start, mark = time.time() - 1, traces.new_mark()
    with live.running(live.web()) as web:
        phone = Phone(web.url, opened.hats["a1x-asker"].cookie)
        film = films.marked(films.film(10), mark)
        ticket = phone.ask()["ticket"]

        def broken() -> None:
            with suppress(OSError, http.client.HTTPException, ValueError, IndexError):
                phone.send(ticket, film)

        sender = threading.Thread(target=broken)
        sender.start()
        child = begun(web)[0]
        os.kill(parent(child), signal.SIGKILL)
        sender.join()
        until = time.monotonic() + 40
        while not live.answers(web.url) or phone.place(ticket)["state"] != "ready":
            assert time.monotonic() < until
            time.sleep(0.2)
        assert child not in looking(web)
        assert not Path(f"/proc/{child}/exe").exists()
        assert codes(phone.send(ticket, film)[-1]["answer"]) == []
        assert not traces.left(start, traces.needles(film, mark), mark, web)


@pytest.mark.deep
def test_damaged_films_are_answered_over_the_line(opened: World, server: live.Running) -> None:
    """Thirty of ten seconds: each is seen or refused for a reason, and the web goes on."""
    phones = [Phone(server.url, opened.hats[key].cookie) for key in WORKERS]
    told: Counter[str] = Counter()
    for seed in range(30):
        start = time.monotonic()
        answer = phones[seed % 4].run(mutants.mutant(films.film(10), 20_000 + seed))
        assert time.monotonic() - start < mutants.HANG
        told.update(codes(answer) or ["seen"])
    assert told.total() >= 30 and len(told) > 1 and not told["failed"], told
    assert codes(phones[0].run(films.film(10))) == []


def parent(pid: int) -> int:
    """Whose child it is."""
    rows = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(row.split()[1]) for row in rows if row.startswith("PPid"))
