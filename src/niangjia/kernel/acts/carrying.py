"""The sealed log as lines of a file, so that it can be checked where there is no database.

A seal is an object, and its rows follow it in their order: a row with facts as the very text that
was sealed, every other row as its hash alone. That is enough to compute every root again, and no
more is carried away than has to be counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from .canon import FIELDS, SIGNED, canonical
from .merkle import leaf
from .models import Audit, Seal
from .seal import key

FACTS = FIELDS.index("facts")
SEAL = (*SIGNED, "digest", "signature")


def lines() -> Iterator[str]:
    """Every seal with its rows, the oldest first. As the system."""
    for seal in Seal.objects.order_by("number"):
        values = {name: getattr(seal, name) for name in SEAL}
        yield json.dumps({"seal": {**values, "at": seal.at.isoformat()}})
        rows = Audit.objects.filter(
            epoch=seal.epoch, tx__gte=seal.from_tx, tx__lt=seal.until_tx
        ).order_by("tx", "id")
        for row in rows.values_list(*FIELDS).iterator(chunk_size=2000):
            text = canonical(row)
            yield text.decode() if row[FACTS] else json.dumps(leaf(text).hex())


def public_key() -> str:
    """The key that signatures are checked with, for whoever checks them elsewhere."""
    return key().public_key().public_bytes_raw().hex()
