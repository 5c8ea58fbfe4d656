"""The words that belong to one telling of a matter and to no other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Own:
    """What is said in the case of telling ``number`` (from 1) of ``matter`` alone.

    ``look`` is what the union does first, ``ask`` what it asks of the firm, ``answer`` what it
    tells the worker in the end, ``note`` is for its colleagues; ``word`` the worker adds. What is
    empty is left to the matter.
    """

    matter: str
    number: int
    look: str = ""
    ask: str = ""
    answer: str = ""
    note: str = ""
    word: str = ""
