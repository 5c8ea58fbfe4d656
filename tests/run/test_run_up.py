"""``niangjia up`` as a newcomer meets it: what it says, what it refuses, what brings it back."""

import os
import signal
import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from niangjia.run import doorstep, record
from niangjia.run.errors import RunError
from niangjia.run.place import Place
from tests.run.command import Command

Eventually = Callable[[Callable[[], bool]], None]


def answers(port: int) -> bool:
    """Whether the web answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
            return bool(page.read() == b"hello")
    except OSError:
        return False


def found(command: Command) -> record.Record:
    """What ``up`` wrote down."""
    made = record.read(Place(command.data))
    assert made
    return made


def server_pid(command: Command) -> int:
    """The pid of the database server."""
    lock = Place(command.data).pg / "postmaster.pid"
    return int(lock.read_text().split()[0]) if lock.exists() else 0


def everyone(command: Command) -> list[int]:
    """All pids an installation consists of."""
    return [*(pid for pid, _ in found(command).children.values()), server_pid(command)]


def gone(pids: list[int]) -> bool:
    """Whether no process of a list is left, not even one waiting to be collected."""
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def one_sentence(text: str) -> bool:
    """One line for the person, and no traceback."""
    return text.count("\n") == 1 and text.startswith("niangjia: ") and text.endswith(".\n")


def test_it_starts_serves_and_stops_without_a_trace(command: Command, port: int) -> None:
    process = command.up(port)
    assert answers(port)
    pids = everyone(command)
    assert len(pids) == 3
    status = command.run("status")
    assert status.returncode == 0
    assert f"http://127.0.0.1:{port}/" in status.stdout
    assert command.stop(process).strip() == "Stopped."
    assert process.returncode == 0
    assert gone(pids)
    assert command.run("status").returncode == 3


def test_a_second_one_is_refused_and_ctrl_c_stops_everything(command: Command, port: int) -> None:
    process = command.up(port)
    again = command.run("up", "--port", str(port))
    assert again.returncode == 2
    assert one_sentence(again.stderr)
    assert "already runs" in again.stderr
    pids = everyone(command)
    assert len(pids) == 3
    assert command.stop(process, signal.SIGINT).strip() == "Stopped."
    assert process.returncode == 0
    assert gone(pids)
    assert not record.path(Place(command.data)).exists()


def test_other_commands_join_and_start_the_database(command: Command, port: int) -> None:
    process = command.up(port)
    pid = server_pid(command)
    assert command.run("say").stdout == "(0,)\n"
    assert server_pid(command) == pid
    command.stop(process)
    assert command.run("say").stdout == "(0,)\n"
    assert server_pid(command) == 0
    assert command.run("no-such-command").returncode != 0


def test_a_command_needs_an_installation(command: Command) -> None:
    answer = command.run("say")
    assert answer.returncode == 2
    assert one_sentence(answer.stderr)
    assert not command.data.exists()


def test_a_used_port(command: Command, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        answer = command.run("up", "--no-open", "--port", str(port))
    assert answer.returncode == 2
    assert one_sentence(answer.stderr)
    assert f"Port {port} is in use" in answer.stderr


def test_the_demo_stays_on_this_machine(command: Command, port: int) -> None:
    for words, more in (
        (("--host", "0.0.0.0"), {}),
        ((), {"DATABASE_URL": "postgresql://nj_app:word@db.example/niangjia"}),
    ):
        answer = command.run("up", "--no-open", "--port", str(port), *words, **more)
        assert answer.returncode == 2
        assert one_sentence(answer.stderr)
        assert "demo" in answer.stderr


def test_an_empty_installation_never_becomes_a_demo(command: Command, port: int) -> None:
    command.stop(command.up(port, "--empty"))
    assert Place(command.data).mode == "empty"
    command.stop(command.up(port))
    assert Place(command.data).mode == "empty"


def test_trouble_of_the_site_is_one_sentence(command: Command, port: int) -> None:
    answer = command.run("up", "--no-open", "--port", str(port), FAKE_TROUBLE="1")
    assert answer.returncode == 2
    assert one_sentence(answer.stderr)
    assert "moon" in answer.stderr
    assert "Traceback" not in answer.stdout
    assert "Traceback" in (command.data / "log/ready.log").read_text()
    assert server_pid(command) == 0


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_killed_child_comes_back(
    command: Command, port: int, eventually: Eventually, name: str
) -> None:
    process = command.up(port)
    pid, _ = found(command).children[name]
    os.killpg(pid, signal.SIGKILL)
    eventually(lambda: found(command).children.get(name, (pid, ""))[0] != pid)
    eventually(lambda: answers(port))
    pids = everyone(command)
    command.stop(process)
    assert gone(pids)


def test_a_killed_server_comes_back(command: Command, port: int, eventually: Eventually) -> None:
    process = command.up(port)
    pid = server_pid(command)
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: server_pid(command) not in {0, pid})
    assert command.run("say").stdout == "(0,)\n"
    command.stop(process)
    assert server_pid(command) == 0


def test_after_a_killed_supervisor_everything_is_taken_over(
    command: Command, port: int, eventually: Eventually
) -> None:
    first = command.up(port)
    before = everyone(command)
    first.kill()
    first.communicate()
    assert answers(port)
    second = command.up(port)
    assert server_pid(command) == before[-1]
    assert found(command).pid == second.pid
    pids = everyone(command)
    command.stop(second)
    eventually(lambda: gone(before + pids))


def test_doctor_is_content_with_a_running_installation(command: Command, port: int) -> None:
    process = command.up(port)
    answer = command.run("doctor")
    assert answer.returncode == 0, answer.stdout
    (command.data / "secrets/pg_app").chmod(0o644)
    answer = command.run("doctor")
    assert answer.returncode == 1
    assert "readable by others: pg_app" in answer.stdout
    command.stop(process)


@pytest.mark.parametrize(
    ("host", "sentence"), [("no.such.host.invalid", "is not an address"), ("", "is not")]
)
def test_an_address_that_is_not_ours(host: str, sentence: str) -> None:
    with pytest.raises(RunError, match=sentence):
        doorstep.check_free(doorstep.resolve(host or "192.0.2.1", 8000), 8000)


def test_loopback_is_recognised() -> None:
    assert doorstep.is_loopback(doorstep.resolve("localhost", 80))
    assert doorstep.is_loopback("::1")
    assert not doorstep.is_loopback("0.0.0.0")
    assert doorstep.web_address("::1", 80) == "http://[::1]:80/"
