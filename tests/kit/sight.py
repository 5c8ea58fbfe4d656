"""What every rule of sight is said with."""

from __future__ import annotations

from uuid import UUID

from niangjia.kernel.base.types import STAFF_POSTS

from .hats import Hat


def staff(hat: Hat) -> bool:
    return hat.post in STAFF_POSTS


def within(hat: Hat, root: str, path: str) -> bool:
    """In the hat's part of the tree, and of the same operating union."""
    return root == hat.org.root and path.startswith(hat.org.path)


def mine(hat: Hat, person_id: UUID | None) -> bool:
    return person_id == hat.person.id
