"""Models say who may see their rows; policies are generated from that and nothing else.

A `Wall` lists, per database role, the verbs granted (letters of SIUD: select, insert, update,
delete) and the predicate of the one policy of that role. Predicates are inline ranges on
`current_setting`: wrapped in a sub-select the planner could not estimate them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SIGNED = "(SELECT sec.ok(current_user))"
EVERYTHING = "true"

ROLES = (
    "nj_app",
    "nj_jobs",
    "nj_entry",
    "nj_worker",
    "nj_staff",
    "nj_firm",
    "nj_admin",
    "nj_system",
    "nj_door",
    "nj_keeper",
)


class Kind(StrEnum):
    """What a model's rows are."""

    PERSONAL = "personal"
    PUBLISHED = "published"
    REFERENCE = "reference"
    ACCOUNT = "account"
    LOG = "log"


def setting(name: str, cast: str = "") -> str:
    """A value of the signed context as SQL; unset and empty are NULL."""
    return f"NULLIF(current_setting('app.{name}', true), ''){cast}"


def within(column: str = "org_path", root: str = "org_root") -> str:
    """Rows of the operating union's root, in the actor's part of the tree."""
    return (
        f"{root} = {setting('root')} "
        f'AND {column} >= {setting("path")} COLLATE "C" '
        f"AND {column} < (current_setting('app.path', true) || '~') COLLATE \"C\""
    )


def beneath(column: str = "path") -> str:
    """Rows in the actor's part of the tree, whatever their operating union."""
    return (
        f'{column} >= {setting("path")} COLLATE "C" '
        f"AND {column} < (current_setting('app.path', true) || '~') COLLATE \"C\""
    )


def above(column: str = "org_path") -> str:
    """Rows published by the actor's organisation or one above it."""
    return f"starts_with(current_setting('app.path', true), {column})"


def mine(column: str = "person_id") -> str:
    """Rows about the acting person."""
    return f"{column} = {setting('me', '::uuid')}"


def own_org(column: str = "org_id") -> str:
    """Rows of the organisation acted for."""
    return f"{column} = {setting('org', '::uuid')}"


def here(root: str = "org_root", path: str = "org_path") -> str:
    """Rows placed exactly where the actor stands in the tree."""
    return f"{root} = {setting('root')} AND {path} = {setting('path')}"


@dataclass(frozen=True, slots=True)
class Rule:
    """One role's verbs and predicates.

    `using` bounds which rows are seen and changed, `check` (default: the same) what may be
    written, `beyond` which further rows are seen but not changed: the database joins the two by
    OR, so saying the same in both would make it test every row twice. `columns` narrows the
    update grant.
    """

    verbs: str
    using: str
    check: str = ""
    beyond: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retention:
    """How long rows are kept after `since`, and what then happens. None: while the basis lasts.

    `since` is a field, or a way to one (`case__closed_at`); a row that has no such moment is still
    open and is never touched. "erase" deletes the row. "erase-fields" keeps it for counting and
    writes into every field of `leaves` what stands there: what is left when the words are gone.
    "keep" is for logs of ids and numbers, which prove nothing when they have holes.
    `held_by` is the column with the id of what a legal hold can be put on.
    """

    basis: str
    days: int | None = None
    since: str = ""
    action: str = "erase"
    leaves: Mapping[str, Any] = field(default_factory=dict)
    held_by: str = ""


@dataclass(frozen=True, slots=True)
class Wall:
    """The declaration a model carries as `wall`."""

    kind: Kind
    rules: dict[str, Rule] = field(default_factory=dict)
    retention: Retention = field(default_factory=lambda: Retention("reference"))
    export: tuple[str, ...] = ()

    def sql(self, table: str) -> list[str]:
        """Statements that raise this wall on `table`: grants, forced security, policies."""
        out = [
            f'REVOKE ALL ON "{table}" FROM PUBLIC, {", ".join(ROLES)}',
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
        ]
        for role, rule in sorted(self.complete().items()):
            out += _policy(table, role, rule)
        return out

    def complete(self) -> dict[str, Rule]:
        """The declared rules and the keeper's, who moves data under watch."""
        return {**self.rules, "nj_keeper": Rule("SIUD", EVERYTHING)}


VERBS = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
#: Roles that carry no signed context of their own.
UNSIGNED = frozenset({"nj_keeper", "nj_door", "nj_app", "nj_jobs", "nj_entry"})


def _policy(table: str, role: str, rule: Rule) -> list[str]:
    using, check = _signed(role, rule.using), _signed(role, rule.check or rule.using)
    out = [
        f'GRANT {_verbs(rule)} ON "{table}" TO {role}',
        f'CREATE POLICY {role} ON "{table}" TO {role} USING ({using}) WITH CHECK ({check})',
    ]
    if rule.beyond:
        seen = _signed(role, rule.beyond)
        out.append(f'CREATE POLICY {role}_sees ON "{table}" FOR SELECT TO {role} USING ({seen})')
    return out


def _signed(role: str, predicate: str) -> str:
    return f"({predicate})" if role in UNSIGNED else f"({predicate}) AND {SIGNED}"


def _verbs(rule: Rule) -> str:
    narrowed = ", ".join(f'"{name}"' for name in rule.columns)
    return ", ".join(
        f"UPDATE ({narrowed})" if letter == "U" and narrowed else VERBS[letter]
        for letter in rule.verbs
    )
