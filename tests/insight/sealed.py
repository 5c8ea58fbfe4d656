"""A town whose matters were lived, counted and sealed, in a database of its own."""

from __future__ import annotations

from niangjia.kernel.acts import seal
from niangjia.kernel.acts.acting import system
from tests.kit import cluster, database
from tests.kit.world import World

from . import lived


def town(world: World) -> World:
    """Live, count and seal; what was in the log before is gone."""
    tamper("DELETE FROM acts_seal", "DELETE FROM acts_audit WHERE epoch = 0")
    lived.clear()
    lived.town(world)
    lived.count()
    with system("sealer"):
        seal.note(seal.seal_all())
    return world


def tamper(*statements: str) -> None:
    """As the database's own administrator, whom no policy stops."""
    with cluster.as_super(database.clone_name()) as link:
        for sql in statements:
            assert link.execute(sql.encode()).rowcount >= 1, sql
