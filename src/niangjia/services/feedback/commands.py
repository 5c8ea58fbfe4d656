"""`niangjia import messages`: a mailbox's messages become cases, once each."""

from __future__ import annotations

import csv
import io
import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from niangjia.kernel.acts.acting import system
from niangjia.kernel.base.clock import SHANGHAI
from niangjia.kernel.base.console import Command
from niangjia.kernel.base.context import actor
from niangjia.kernel.base.types import Refusal
from niangjia.kernel.cases.door import NewCase, queries
from niangjia.kernel.people import door as people

from . import actions, rules

COLUMNS = ("id", "subject", "submitted_at", "body", "category")
FORMATS = (
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d",
    "%Y/%m/%d",
)
#: Rows per transaction: a killed import keeps what was acknowledged and skips it next time.
CHUNK = 100
ID_MAX, TITLE_MAX, BODY_MAX = 60, 60, 20000


@dataclass(frozen=True, slots=True)
class Message:
    """One row of the file that can become a case."""

    source_id: str
    title: str
    at: datetime
    text: str
    category: str


class BadRow(ValueError):
    """A row that cannot become a case; the message says why."""


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of a CSV in UTF-8 or GB 18030 with their line numbers, or a refusal about the file."""
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        facts = {"path": path, "why": wrong.strerror}
        raise Refusal("no_file", _("读不了文件 %(path)s：%(why)s。") % facts) from wrong
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
    if missing:
        names = {"names": ", ".join(missing)}
        raise Refusal("bad_columns", _("文件里缺少这些列：%(names)s。") % names)
    for row in reader:
        yield reader.line_num, {name: (row.get(name) or "").strip() for name in COLUMNS}


def read_message(row: dict[str, str]) -> Message:
    """A row as a message; BadRow says which field is wrong and why."""
    if not row["id"] or len(row["id"]) > ID_MAX:
        raise BadRow(_("id 是空的或太长"))
    text = row["body"].replace("\u3000", " ").strip()
    if not text and not row["subject"]:
        raise BadRow(_("subject 和 body 都是空的"))
    if len(text) > BODY_MAX:
        raise BadRow(_("body 超过 %(most)d 字") % {"most": BODY_MAX})
    title = row["subject"][:TITLE_MAX] or text[:TITLE_MAX]
    return Message(row["id"], title, read_time(row["submitted_at"]), text or title, row["category"])


def read_time(text: str) -> datetime:
    """A time written the Chinese way, on a Shanghai clock."""
    for form in FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    raise BadRow(_("submitted_at 看不懂：“%(text)s”") % {"text": text})


@dataclass(slots=True)
class Tally:
    """What an import did."""

    created: int = 0
    skipped: int = 0
    errors: int = 0


def import_messages(path: Path, code: str, *, dry_run: bool = False) -> Tally:
    """Import a file for the union with `code`. Every message once, however often it is run."""
    tally, seen = Tally(), set[str]()
    rows = read_rows(path)
    while chunk := list(islice(_messages(rows, tally), CHUNK)):
        with system("import", "feedback.import"):
            union = people.org_by_code(code)
            if union is None:
                raise Refusal("no_union", _("没有代码是 %(code)s 的工会。") % {"code": code})
            known = queries.imported(union.root, [m.source_id for m in chunk]) | seen
            for message in chunk:
                _take(message, union, known, tally, dry_run=dry_run)
        seen |= {m.source_id for m in chunk}
    return tally


def _messages(rows: Iterator[tuple[int, dict[str, str]]], tally: Tally) -> Iterator[Message]:
    for line, row in rows:
        try:
            yield read_message(row)
        except BadRow as wrong:
            tally.errors += 1
            said = _("第 %(line)d 行：%(why)s") % {"line": line, "why": wrong}
            print(said, file=sys.stderr)  # noqa: T201


def _take(
    message: Message, union: people.OrgFacts, known: set[str], tally: Tally, *, dry_run: bool
) -> None:
    if message.source_id in known:
        tally.skipped += 1
        return
    known.add(message.source_id)
    tally.created += 1
    if not dry_run:
        actions.import_message(actor(), new=_new(message, union))


def _new(message: Message, union: people.OrgFacts) -> NewCase:
    return NewCase(
        service=rules.SERVICE,
        kind="message",
        org_id=union.id,
        org_path=union.path,
        org_root=union.root,
        prefix=people.number_prefix(union.root),
        text=message.text,
        board=rules.UNSORTED,
        title=message.title,
        origin="imported",
        source_id=message.source_id,
        topics=(message.category,) if message.category else (),
        source_at=message.at,
        counted=False,
    )


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="CSV: " + ",".join(COLUMNS))
    parser.add_argument("--org", required=True, help="code of the union that will answer")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")


def _run(options: Namespace) -> int:
    tally = import_messages(options.file, options.org, dry_run=options.dry_run)
    done = {"created": tally.created, "skipped": tally.skipped, "errors": tally.errors}
    print(json.dumps(done))  # noqa: T201
    return 1 if tally.errors else 0


COMMANDS = (Command("import messages", "turn a mailbox's messages into cases", _run, _arguments),)
