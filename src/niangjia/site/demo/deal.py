"""Who says what only once: sentences are dealt out like cards, never the same to two cases."""

import random
from functools import cache

from niangjia.site.demo import phrases
from niangjia.site.demo.matters.shape import Matter, Said

GLAD_FROM = 4  # stars: from here the worker mainly praises


@cache
def dealt(matter: Matter, said: tuple[Said, ...]) -> dict[int, str]:
    """Give each sentence of a matter to one telling it fits: number of the telling -> text."""
    held: dict[int, str] = {}
    for one in sorted(said, key=lambda s: len(s.of) or len(matter.told)):
        fitting = one.of or range(1, len(matter.told) + 1)
        free = [n for n in fitting if n not in held and matter.told[n - 1].stars < GLAD_FROM]
        if free:
            held[free[0]] = one.text
    return held


class Deal:
    """The packs of short turns of phrase; what is taken is gone, except for who took it."""

    def __init__(self, rng: random.Random) -> None:
        packs = phrases.ONCE.items()
        self._packs = {kind: rng.sample(texts, len(texts)) for kind, texts in packs}
        self._held: dict[tuple[str, str], str] = {}

    def take(self, kind: str, title: str) -> str:
        """Return the text of this kind for the case of this title; empty when none is left."""
        pack, key = self._packs[kind], (kind, title)
        if key not in self._held:
            self._held[key] = pack.pop() if pack else ""
        return self._held[key]
