"""The demo as `bin/up` plants it: who comes in, a dump that lives on, a warm start."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from niangjia.site.demo.people import ACCOUNTS, Account
from tests.kit import live

from .house import OURS, House, standing, wait
from .visiting import Visitor, call

pytestmark = [pytest.mark.deep, pytest.mark.row("000-21")]

CLEAN = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
PASSPHRASE = {"NIANGJIA_PASSPHRASE": "a quiet river in spring"}


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    """One for this module: planting takes a while."""
    with standing("--no-open") as made:
        yield made


def run(data: Path, *words: str, **more: str) -> str:
    """A command on a data directory, which must succeed; what it prints."""
    answer = subprocess.run(
        [sys.executable, "-m", "niangjia.run.cli", *words, "--data", str(data)],
        env={**CLEAN, **more},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def counted(house: House) -> list[int]:
    """Firms, people, cases."""
    asked = ("people_org WHERE kind = 'employer'", "people_person", "cases_case")
    return [house.ask(f"SELECT count(*) FROM {table}")[0][0] for table in asked]


def test_the_district_is_there(house: House) -> None:
    firms, people, cases = counted(house)
    assert (firms, people) == (40, 2000)
    assert 380 <= cases <= 420


@pytest.mark.parametrize("account", ACCOUNTS, ids=lambda one: one.role)
def test_every_account_of_the_demo_comes_in(house: House, account: Account) -> None:
    visitor = Visitor(house.port)
    visitor.log_in(account.phone)
    assert visitor.at in ("/", "/capacity/")
    assert account.name in visitor.get("/me/")
    assert visitor.at == "/me/"


def test_a_dump_lives_on_elsewhere(house: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("dump") / "house.zip"
    before = counted(house)
    run(house.data, "dump", str(file), **PASSPHRASE)
    elsewhere = house.data.parent / "elsewhere"
    run(elsewhere, "restore", str(file), **PASSPHRASE)
    with standing("--no-open", data=elsewhere) as restored:
        assert counted(restored) == before
        check_loop(restored)
        run(restored.data, "audit", "seal")
        assert "the log is as it was sealed" in run(restored.data, "audit", "verify")


def check_loop(house: House) -> None:
    """A worker writes, the union answers, the worker's verdict closes."""
    worker = run(house.data, "token", "create", "--phone", ACCOUNTS[0].phone)
    chair = run(house.data, "token", "create", "--phone", ACCOUNTS[5].phone, "--capacity", "chair")
    ((firm,),) = house.ask(
        "SELECT org.id FROM people_org org JOIN cases_case c ON c.firm_id = org.id"
        " JOIN cases_author a ON a.case_id = c.id JOIN people_person p ON p.id = a.person_id"
        f" WHERE p.name = '{ACCOUNTS[0].name}' GROUP BY org.id ORDER BY count(*) DESC LIMIT 1"
    )
    opened = call(house.port, worker, "/cases", firm_id=str(firm), board="conditions", stars=2,
                  text="搬家以后，车间门口的灯还是不亮。")  # fmt: skip
    path = f"/cases/{opened['id']}"
    accept(house, ACCOUNTS[5].phone, opened["id"])
    answered = call(house.port, chair, f"{path}/reply", text="灯换好了，请你看看。", final=True)
    assert answered["state"] == "answered"
    closed = call(house.port, worker, f"{path}/verdict", solved=True, stars=5, text="亮了")
    assert closed["state"] == "closed"


def accept(house: House, phone: str, case: str) -> None:
    """At the desk, in the one post this person holds."""
    desk = Visitor(house.port)
    desk.log_in(phone)
    post = re.search(r'name="capacity" value="([0-9a-f-]{36})"', desk.get("/capacity/"))
    assert post
    desk.send("/capacity/", capacity=post.group(1))
    desk.send(f"/desk/feedback/{case}/", to=f"/desk/feedback/{case}/accept/")


def test_another_machine_serves_with_copied_secrets(house: House) -> None:
    """Nothing but the secrets is there; the address has its socket as an option."""
    data = house.data.parent / "second"
    data.mkdir()
    shutil.copytree(house.place.secrets, data / "secrets")
    word = (data / "secrets/pg_app").read_text().strip()
    url = f"postgresql://nj_app:{word}@/niangjia?host={house.place.sockets}&sslmode=disable"
    port = live.free_port()
    words = ["serve", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(
        [sys.executable, "-m", "niangjia.run.cli", *words], env={**CLEAN, "DATABASE_URL": url}
    )
    try:
        second = House(data, port, process)
        wait(second.answers, 60)
        assert "/static/" in Visitor(port).get("/account/login/code/")
    finally:
        second.stop()


def test_it_starts_warm(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    """Last of all: it ends the house and starts it again. The seconds are told, not judged."""
    before = counted(house)
    house.process.send_signal(signal.SIGINT)
    house.process.wait(90)
    begun = time.monotonic()
    with standing("--no-open", data=house.data) as again:
        seconds = time.monotonic() - begun
        assert counted(again) == before
        said = (again.data.parent / "up.log").read_text()
    with capsys.disabled():
        sys.stdout.write(f"\nwarm start, worker and all: {seconds:.1f} s\n{said}")
    assert not house.servers()
