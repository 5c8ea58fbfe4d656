"""Who tells a matter: a firm where it can happen, and a worker of that firm."""

import math
import random
from collections import Counter, defaultdict

from niangjia.site.demo.firms import FIRMS, Firm
from niangjia.site.demo.matters.shape import Matter, Told
from niangjia.site.demo.names import reads_as
from niangjia.site.demo.people import ACCOUNTS, DemoPerson
from niangjia.site.demo.unions import town_union_of

WORKER_ACCOUNT = 0
FIRST_FIRM_FAVOUR = 2.4  # its desk is the one visitors look at
CROWDING = 0.12  # how much a firm's earlier cases lessen its chance
OTHER_UNION_SHARE = 0.05
SHOP_TRADES = ("catering", "retail")


def can_happen(firm: Firm, matter: Matter, told: Told) -> bool:
    """Tell whether a telling fits a firm: its trade, its traits; small firms only where meant."""
    trades = told.at or matter.at
    if firm.short_code in trades:
        return True
    needs = told.needs or matter.needs
    if trades and firm.industry not in trades:
        return False
    return firm.traits.issuperset(needs) and (firm.has_own_union or _meant(firm, told, needs))


def _meant(firm: Firm, told: Told, needs: tuple[str, ...]) -> bool:
    """Tell whether a telling was written with such a small firm in mind."""
    return "small" in needs or (bool(told.at) and firm.industry in SHOP_TRADES)


class Cast:
    """Deals firms and authors out evenly; remembers what it has given."""

    def __init__(self, rng: random.Random, people: list[DemoPerson]) -> None:
        self.rng = rng
        self.cases = Counter[int]()
        self.matters_of = defaultdict[int, set[str]](set)
        self.authored = Counter[int]()
        self.workers: dict[int, list[DemoPerson]] = defaultdict(list)
        for person in people[len(ACCOUNTS) :]:
            if person.firm is not None:
                self.workers[person.firm].append(person)

    def firm_for(self, matter: Matter, told: Told) -> int:
        """Return a firm index; a firm that has not had this matter comes before one that has."""
        able = [i for i, firm in enumerate(FIRMS) if can_happen(firm, matter, told)]
        fresh = [i for i in able if matter.key not in self.matters_of[i]] or able
        chosen = self.rng.choices(fresh, [self._chance(i) for i in fresh])[0]
        self.cases[chosen] += 1
        self.matters_of[chosen].add(matter.key)
        return chosen

    def _chance(self, firm: int) -> float:
        favour = FIRST_FIRM_FAVOUR if firm == 0 else 1.0
        return favour * math.sqrt(FIRMS[firm].headcount) / (1 + CROWDING * self.cases[firm])

    def author_for(self, firm: int, told: Told) -> int:
        """Return a person index: a worker of the firm whose name suits the voice."""
        if told.plan:
            return WORKER_ACCOUNT
        able = [p for p in self.workers[firm] if reads_as(p.name, told.voice)]
        able = able or self.workers[firm]
        least = min(self.authored[p.index] for p in able)
        author = self.rng.choice([p for p in able if self.authored[p.index] == least])
        self.authored[author.index] += 1
        return author.index

    def goes_to_town(self, firm: int, told: Told) -> bool:
        """Tell whether the town's union handles it: small firms, or the worker wants it so."""
        if not FIRMS[firm].has_own_union:
            return True
        return not told.plan and self.rng.random() < OTHER_UNION_SHARE

    def union_name(self, firm: int, town: bool) -> str:
        """Return the handling union's short name as it would call itself."""
        return town_union_of(firm).short_name if town else "公司工会"
