"""Reads of cases, within scope, as small records. Each role has its own, so none sees too much."""

from . import matters
from .about import MOST, Counted, Voice, counted, own_ids, page_of, said_by_authors, seen
from .author import AUTHOR_READS, for_author, of_author, said_already
from .firm import FIRM_READS, for_firm, of_firm
from .records import (
    LIST_FIELDS,
    SAID_FIELDS,
    WHOLE_FIELDS,
    Row,
    Said,
    Wanted,
    Whole,
)
from .union import (
    COUNT_UP_TO,
    MAY_BE_LATE,
    SOON,
    UNION_OWED,
    author_id,
    counts,
    find,
    for_union,
    imported,
    inbox,
    same_firm,
    seats,
)

__all__ = [
    "AUTHOR_READS",
    "COUNT_UP_TO",
    "FIRM_READS",
    "LIST_FIELDS",
    "MAY_BE_LATE",
    "MOST",
    "SAID_FIELDS",
    "SOON",
    "UNION_OWED",
    "WHOLE_FIELDS",
    "Counted",
    "Row",
    "Said",
    "Voice",
    "Wanted",
    "Whole",
    "author_id",
    "counted",
    "counts",
    "find",
    "for_author",
    "for_firm",
    "for_union",
    "imported",
    "inbox",
    "matters",
    "of_author",
    "of_firm",
    "own_ids",
    "page_of",
    "said_already",
    "said_by_authors",
    "same_firm",
    "seats",
    "seen",
]
