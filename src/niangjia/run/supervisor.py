"""``niangjia up``: everything starts in order, stays up, and stops in the reverse order."""

import fcntl
import os
import signal
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

import psycopg

from niangjia.run import database, doorstep, keys, logs, ready, record
from niangjia.run.banner import Steps, banner
from niangjia.run.children import Child, manage_command, pause, web_command
from niangjia.run.errors import RunError
from niangjia.run.locks import open_lock, try_lock
from niangjia.run.place import Place
from niangjia.run.processes import birth
from niangjia.run.settings import VERSION, Settings

FIRST_PAGE_PATIENCE = 120.0
TOO_MANY_FAILURES = 6
BEAT = 0.2
LOG_TURN = 60.0


class Stopped(BaseException):
    """A person or the system asked us to stop; not an Exception, so nothing swallows it."""


@dataclass(frozen=True)
class Wish:
    """What was asked for on the command line."""

    host: str = "127.0.0.1"
    port: int = 8000
    empty: bool = False
    browser: bool = True


@dataclass
class Supervisor:
    """One running installation."""

    place: Place
    settings: Settings
    wish: Wish
    address: str
    mode: str
    say: Steps
    held: database.Holding | None = None
    children: list[Child] = field(default_factory=list)
    server_failures: int = 0
    server_due: float = 0.0
    next_turn: float = 0.0

    # -- starting ----------------------------------------------------------------------------

    def start(self) -> None:
        """Start everything; returns when the first page has answered."""
        environment = database.environment(self.place, self.settings, self.mode)
        if self.fresh:
            ready.forget(self.place)
        web = self.child("web", web_command(self.settings, self.address, self.wish.port))
        self.place.remember(self.mode)
        early = ready.known(self.place)
        if early:
            self.launch(web)
        with self.say.step("Tables, rules and demo data" if self.demo else "Tables and rules"):
            words = ["ready", "--json"] + ([] if self.demo else ["--empty"])
            command = manage_command(self.settings, *words)
            prepared = ready.prepare(command, environment, self.place, self.say.detail)
        ready.remember(self.place)
        with self.say.step("First page"):
            if not early:
                self.launch(web)
            self.await_page(web)
        self.launch(self.child("worker", manage_command(self.settings, "work")))
        url = doorstep.web_address(self.wish.host, self.wish.port)
        banner(self.say, url, prepared, self.demo, self.place.root)

    @property
    def demo(self) -> bool:
        return self.mode == "demo"

    @property
    def fresh(self) -> bool:
        """Whether the cluster was made just now."""
        return self.held is not None and self.held.created

    def child(self, name: str, command: list[str]) -> Child:
        """Describe a child; it inherits the database lock, so a killed supervisor's children
        still count as users of the server."""
        environment = database.environment(self.place, self.settings, self.mode)
        if not (self.settings.site_url or self.settings.allowed_hosts):
            here = doorstep.web_address(self.wish.host, self.wish.port)
            environment["NIANGJIA_SITE_URL"] = here
        keep = (self.held.users,) if self.held else ()
        return Child(name, command, environment, self.place.log / f"{name}.log", keep)

    def launch(self, child: Child) -> None:
        """Start a child and write down its pid."""
        self.children.append(child)
        child.start()
        self.note()

    def await_page(self, web: Child) -> None:
        """Wait for the first page, keeping the web alive meanwhile."""
        deadline = time.monotonic() + FIRST_PAGE_PATIENCE
        while not 0 < doorstep.visit(self.address, self.wish.port) < 500:
            if time.monotonic() > deadline or web.failures >= TOO_MANY_FAILURES:
                raise RunError(f"The site does not answer; the reason is in {web.log}.")
            self.tend(web)
            time.sleep(0.05)

    # -- staying up --------------------------------------------------------------------------

    def watch(self) -> None:
        """Look after everything until somebody stops us."""
        while True:
            self.tend_server()
            for child in self.children:
                self.tend(child)
            self.turn_logs()
            time.sleep(BEAT)

    def tend(self, child: Child) -> None:
        """Restart a child that ended, and say so."""
        if child.tend():
            self.note()
            if child.pid == 0:
                self.say.remark(f"{child.name} stopped; starting it again (see {child.log}).")

    def tend_server(self) -> None:
        """Restart a database that ended; while it cannot start, try again more and more rarely."""
        if self.held is None or time.monotonic() < self.server_due or not self.held.lost:
            return
        try:
            self.held.start()
        except (RunError, OSError, psycopg.Error) as error:
            self.server_failures += 1
            self.server_due = time.monotonic() + pause(self.server_failures)
            self.say.remark(f"The database is down: {error}")
        else:
            self.server_failures = 0
            self.say.remark("The database stopped and was started again.")

    def turn_logs(self) -> None:
        """Keep the logs small, once a minute."""
        if time.monotonic() > self.next_turn:
            self.next_turn = time.monotonic() + LOG_TURN
            with suppress(OSError):
                logs.turn(self.place.log)

    def note(self) -> None:
        """Write down who runs."""
        children = {one.name: (one.pid, birth(one.pid)) for one in self.children if one.pid}
        me, address = os.getpid(), doorstep.web_address(self.wish.host, self.wish.port)
        record.write(self.place, record.Record(me, birth(me), address, children))

    # -- stopping ----------------------------------------------------------------------------

    def stop(self) -> None:
        """Stop the children, last one first; the database follows when its holding ends."""
        for child in reversed(self.children):
            child.end()
        record.path(self.place).unlink(missing_ok=True)


def up(place: Place, settings: Settings, wish: Wish, say: Steps) -> None:
    """Run an installation until it is stopped; RunError when it cannot start."""
    address = doorstep.resolve(wish.host, wish.port)
    mode = choose_mode(place, settings, wish, address)
    with ExitStack() as stack:
        stack.enter_context(stoppable())
        stack.enter_context(only_one(place))
        record.clear_orphans(place)
        doorstep.check_free(address, wish.port)
        say.write(f"Niangjia {VERSION}\n")
        supervisor = Supervisor(place, settings, wish, address, mode, say)
        if settings.embedded:
            supervisor.held = stack.enter_context(open_database(place, settings, say))
        else:
            keys.ensure(place.secrets)
        stack.callback(supervisor.stop)
        stack.callback(unstoppable)
        supervisor.start()
        open_browser(wish, address)
        supervisor.watch()


@contextmanager
def open_database(place: Place, settings: Settings, say: Steps) -> Iterator[database.Holding]:
    """Prepare and hold the embedded database."""
    with ExitStack() as stack:
        with say.step("Database"):
            cluster = database.prepare(place.root, settings)
            held = stack.enter_context(database.holding(cluster))
        stack.callback(unstoppable)
        yield held


def choose_mode(place: Place, settings: Settings, wish: Wish, address: str) -> str:
    """``demo`` or ``empty``: the first start decides, later ones follow it."""
    mode = place.mode or ("empty" if wish.empty else "demo")
    if wish.empty and mode == "demo":
        raise RunError(f"{place.root} holds demo data: start the empty one with another --data.")
    if mode == "demo" and settings.database_url:
        raise RunError("The demo never writes into your own database: add --empty.")
    if mode == "demo" and not doorstep.is_loopback(address):
        raise RunError("The demo shows its login codes to everyone: it listens on 127.0.0.1 only.")
    return mode


@contextmanager
def only_one(place: Place) -> Iterator[None]:
    """One supervisor per data directory."""
    lock = open_lock(place.run / "up.lock")
    try:
        if not try_lock(lock, fcntl.LOCK_EX):
            found = record.read(place)
            where = f" at {found.address} (pid {found.pid})" if found else ""
            raise RunError(f"Niangjia already runs on {place.root}{where}.")
        yield
    finally:
        os.close(lock)


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals that ask for an end into ``Stopped`` during a block."""
    wanted = [number for number in SIGNALS if not hung_up_is_fine(number)]
    before = {number: signal.signal(number, raise_stopped) for number in wanted}
    try:
        yield
    except Stopped:
        unstoppable()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def hung_up_is_fine(number: signal.Signals) -> bool:
    """Whether we were started with nohup: then a closed terminal does not stop us."""
    return number == signal.SIGHUP and signal.getsignal(number) == signal.SIG_IGN


def raise_stopped(_number: int, _frame: FrameType | None) -> None:
    """Leave whatever is going on; what was opened is closed on the way out."""
    unstoppable()
    raise Stopped


def unstoppable() -> None:
    """Ignore further signals while stopping: an impatient second Ctrl-C must not leave a server."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def open_browser(wish: Wish, address: str) -> None:
    """Show the first page where there is a screen and somebody in front of it."""
    screen: Callable[[str], str | None] = os.environ.get
    shown = sys.platform == "darwin" or screen("DISPLAY") or screen("WAYLAND_DISPLAY")
    if wish.browser and shown and sys.stdout.isatty():
        webbrowser.open(doorstep.web_address(address, wish.port))
