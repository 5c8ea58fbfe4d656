"""Changing the word list of triage help, and going back."""

from __future__ import annotations

from niangjia.kernel.acts.action import action
from niangjia.kernel.base.types import Actor
from niangjia.kernel.desks.door import wordlists
from niangjia.services.feedback import rules
from niangjia.services.feedback.queries import wordlist


@action(permit="feedback.wordlist", audit="feedback.wordlist_changed", silent=True)
def change(actor: Actor, *, base: int, change: wordlists.Change, how: str = "edited") -> None:
    """Have suggestions follow a changed list from now on, here and below."""
    wordlists.change(actor, service=rules.SERVICE, base=base, change=change, how=how)
    wordlist.forget()


@action(permit="feedback.wordlist", audit="feedback.wordlist_undone", silent=True)
def go_back(actor: Actor, *, base: int, number: int) -> None:
    """Have the list as it was at a version."""
    wordlists.go_back(actor, service=rules.SERVICE, base=base, number=number)
    wordlist.forget()
