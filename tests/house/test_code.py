"""Rules of the house that no linter knows: lengths, names, one clock, local settings, templates."""

from __future__ import annotations

import ast
import inspect
import re
import statistics
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from procrastinate.contrib.django import app

from niangjia.kernel.acts.action import actions

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "niangjia"
MEDIAN, LONGEST_FILE = 8, 400
BANNED = ("utils", "helpers", "common", "services", "signals", "misc", "util")


def files(suffix: str, *, tests: bool = False) -> list[Path]:
    """Our own files: no migrations, nothing vendored."""
    roots = [SOURCE, ROOT / "tests", ROOT / "bench"] if tests else [SOURCE]
    found = [path for root in roots for path in sorted(root.rglob(f"*{suffix}"))]
    return [path for path in found if not {"migrations", "vendor"} & set(path.parts)]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions() -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for path in files(".py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


def test_the_median_function_is_short() -> None:
    lengths = [(node.end_lineno or 0) - node.lineno + 1 for node in functions()]
    assert statistics.median(lengths) <= MEDIAN


def test_no_file_is_long() -> None:
    long = {
        name(p): n
        for p in files(".py", tests=True)
        if (n := len(p.read_text().splitlines())) >= LONGEST_FILE
    }
    assert not long


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = [
        name(p)
        for p in files(".py")
        if p.stem in BANNED or (p.parent.name in BANNED and p.parent != SOURCE / "services")
    ]
    assert not drawers


OPEN_ROOMS = ("niangjia.kernel.base", "niangjia.kernel.acts")


def imported(path: Path) -> set[str]:
    """Modules a file names in its imports, as far as they are ours."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {module for module in found if module.startswith("niangjia.kernel.")}


def test_services_come_in_by_the_door() -> None:
    """Of a mechanism a service sees its door; base and acts are the ground it stands on."""
    through = re.compile(r"niangjia\.kernel\.\w+\.door(\.|$)")
    window = {
        (name(p), module)
        for p in files(".py")
        if SOURCE / "services" in p.parents
        for module in imported(p)
        if not module.startswith(OPEN_ROOMS) and not through.match(module)
    }
    assert not window


#: Modules that are fetched by name when they are needed, and what keeps them from the first lines.
BY_NAME = {
    "src/niangjia/kernel/base/rooms.py": "apps.py is read before there are models",
    "src/niangjia/kernel/cases/finding.py": "lists and counts of words: for whoever asks only",
    "src/niangjia/kernel/cases/triage.py": "lists and counts of words: for whoever asks only",
    "src/niangjia/kernel/files/engine/workshop/__main__.py": "a locked child loads its own tool",
    "src/niangjia/run/cli.py": "an old Python, or Ctrl-C, must not end in a traceback",
    "src/niangjia/run/offline.py": "a command about files loads its own room only",
    "src/niangjia/services/mood/film/child.py": "a locked child loads the lens, the web does not",
    "src/niangjia/site/console.py": "commands use models, which come with django.setup()",
}


def test_nothing_is_imported_inside_a_function() -> None:
    kinds = (ast.Import, ast.ImportFrom)
    found = {
        f"{name(path)}:{node.lineno}"
        for path in files(".py")
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, kinds)
    }
    assert not found


def test_modules_are_fetched_by_name_where_something_forces_it() -> None:
    fetching = re.compile(r"\b(import_module|import_string|__import__)\(")
    found = {name(p) for p in files(".py") if fetching.search(p.read_text())}
    assert found == set(BY_NAME)


#: Places that compare with seconds which Django or allauth wrote, or that run before Django.
OTHER_CLOCKS = {
    "src/niangjia/kernel/base/clock.py",
    "src/niangjia/kernel/people/factors.py",
    "src/niangjia/kernel/people/entrance/process.py",
}
CLOCKS = re.compile(
    r"\b(datetime\.now|datetime\.utcnow|timezone\.now|date\.today|localtime"
    r"|time\.time)\("
)


def test_there_is_one_clock() -> None:
    found = {
        name(p)
        for p in files(".py")
        if CLOCKS.search(p.read_text()) and not p.is_relative_to(SOURCE / "run")
    }
    assert found <= OTHER_CLOCKS


def test_settings_of_a_connection_are_local_to_its_transaction() -> None:
    for path in (*files(".py", tests=True), *files(".sql")):
        text = path.read_text()
        assert not re.search(r"set_config\([^;]*?,\s*false\s*\)", text, re.IGNORECASE), name(path)
        assert not re.search(r"\bSET SESSION\b|\bSET ROLE \w|\bRESET ROLE\b", text) or (
            ROOT / "tests" in path.parents
        ), name(path)


@pytest.mark.parametrize(
    "word",
    [
        r"\.raw\(",
        r"\.extra\(",
        r"mark_safe",
        r"\|safe\b",
        r"autoescape off",
        r"csrf_exempt",
        r"\beval\(",
        r"\bexec\(",
        r"pickle",
        r"shell=True",
    ],
)
def test_nothing_dangerous_by_name(word: str) -> None:
    pattern = re.compile(word)
    found = [name(p) for p in (*files(".py"), *files(".html")) if pattern.search(p.read_text())]
    assert not found


#: Files that are opened without our server, and so without its styles.
ALONE = {"privacy_export.html"}
INLINE = re.compile(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)


def test_templates_hold_no_style_and_no_script_of_their_own() -> None:
    for path in files(".html"):
        text = "" if path.name in ALONE else path.read_text()
        assert not INLINE.search(text), name(path)
        for script in SCRIPT.finditer(text):
            data = 'type="application/json"' in script["attributes"]
            ours = "src=" in script["attributes"] and "nonce=" in script["attributes"]
            assert data or (ours and not script["body"].strip()), name(path)


def test_templates_fetch_nothing_from_elsewhere() -> None:
    outside = re.compile(r"(?:src|action|hx-get|hx-post|data-src)=[\"'](?:https?:)?//")
    found = [name(p) for p in files(".html") if outside.search(p.read_text())]
    assert not found
    styles = [
        name(p) for p in files(".css") if re.search(r"url\([\"']?(?:https?:)?//", p.read_text())
    ]
    assert not styles


TELLS = re.compile(r"\bnotices\.tell|\b_?tell\w*\(")


def test_every_action_tells_somebody_or_says_that_it_does_not() -> None:
    assert actions
    quiet = []
    for deed in actions.values():
        module, _, function = deed.name.rpartition(".")
        source = inspect.getsource(inspect.unwrap(getattr(import_module(module), function)))
        if not deed.silent and not TELLS.search(source):
            quiet.append(deed.name)
    assert not quiet


def test_every_action_has_a_permit_and_its_own_verb() -> None:
    assert all(
        deed.permit and re.fullmatch(r"[a-z_]+\.[a-z_]+", deed.audit) for deed in actions.values()
    )
    verbs = [deed.audit for deed in actions.values()]
    assert len(verbs) == len(set(verbs))


#: Every job, and whether it acts as a service actor. A new one is added by somebody who has thought
#: about that; False is for jobs that touch nothing but jobs.
JOBS = {
    "acts.seal": True,
    "acts.erase": True,
    "acts.retry": False,
    "acts.forget_jobs": False,
    "insight.count": True,
    "insight.reckon": True,
    "feedback.deputies_over": True,
    "letters.ask_reason": True,
    "feedback.remind_files": True,
    "feedback.settle": True,
    "files.compare": True,
    "files.loosen": True,
    "files.sweep": True,
    "feedback.watch": True,
    "feedback.find_matters": True,
    "feedback.tell_on": True,
    "feedback.learn": True,
    "letters.settle": True,
    "letters.watch": True,
    "letters.watch_promises": True,
    "mediation.watch": True,
    "bundles.sweep": True,
    "feedback.follow": True,
    "feedback.pack": True,
    "people.read_import": True,
    "people.run_import": True,
    "people.undo_import": True,
    "people.forget_import": True,
    "notices.deliver": True,
    "notices.try_words": True,
    "notices.prove_email": True,
    "notices.bind_wechat": True,
    "notices.cast": True,
    "notices.cast_back": True,
    "surveys.tell": True,
    "surveys.count": True,
    "surveys.watch": True,
    "benefits.tidy": True,
    "benefits.settle": True,
    "benefits.take_codes": True,
    "benefits.forget_day": True,
    "benefits.watch_helps": True,
    "benefits.watch_sent": True,
    "mood.forget": True,
}


def test_every_job_is_known() -> None:
    ours = {task for task in app.tasks if not task.startswith(("builtin", "procrastinate."))}
    assert ours == set(JOBS)


def test_every_job_acts_as_a_service_actor() -> None:
    for task, acts in JOBS.items():
        assert ("with system(" in inspect.getsource(app.tasks[task].func)) == acts, task
