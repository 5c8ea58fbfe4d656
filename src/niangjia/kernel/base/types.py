"""Small words every room speaks: who acts, what was refused, what a rule said."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID


class Post(StrEnum):
    """What a person is at an organisation while acting. One at a time: the capacity."""

    NOBODY = "nobody"
    WORKER = "worker"
    OFFICER = "officer"
    CHAIR = "chair"
    CALLER = "caller"
    RESPONDER = "responder"
    ADMIN = "admin"
    SYSTEM = "system"


STAFF_POSTS = (Post.OFFICER, Post.CHAIR, Post.CALLER)

#: Database role each post enters. Employers and the platform's administrator have their own,
#: with no grant on what they must not see.
DATABASE_ROLES: dict[Post, str] = {
    Post.NOBODY: "nj_entry",
    Post.WORKER: "nj_worker",
    Post.OFFICER: "nj_staff",
    Post.CHAIR: "nj_staff",
    Post.CALLER: "nj_staff",
    Post.RESPONDER: "nj_firm",
    Post.ADMIN: "nj_admin",
    Post.SYSTEM: "nj_system",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which capacity. Made by the gate from what the database answered."""

    person_id: UUID | None
    name: str
    post: Post
    org_id: UUID | None
    org_path: str
    org_root: str
    org_name: str
    appointment_id: UUID | None
    permits: frozenset[str]
    purpose: str = ""

    def may(self, permit: str) -> bool:
        """True when this capacity carries `permit`."""
        return permit in self.permits

    @property
    def me(self) -> UUID:
        """The acting person. Only call it where a permit already proved there is one."""
        if self.person_id is None:
            raise RuntimeError("nobody is acting")
        return self.person_id

    @property
    def org(self) -> UUID:
        """The organisation acted for. Only call it in a capacity that has one."""
        if self.org_id is None:
            raise RuntimeError("this capacity has no organisation")
        return self.org_id


class Refusal(Exception):
    """An expected no. `message` is for the person; `facts` are for programs.

    One middleware turns it into a page, a fragment or a problem document (RFC 9457).
    """

    def __init__(self, code: str, message: str, *, status: int = 409, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.status = status
        self.facts = facts


class Hidden(Refusal):
    """Absent or forbidden: both look the same."""

    def __init__(self, code: str = "not_found", message: str = "") -> None:
        super().__init__(code, message, status=404)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a rule said: yes or no, why, by which clause, and what would change it."""

    allowed: bool
    clause: str = ""
    reason: str = ""
    remedy: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.allowed
