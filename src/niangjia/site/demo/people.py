"""Two thousand invented people: the six demo accounts first, then members spread over the firms."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from niangjia.site.demo.firms import FIRMS
from niangjia.site.demo.names import invented_name

PEOPLE = 2000
FIRST_PHONE = 13900010000
FIRM_FLOOR = 5  # even the smallest firm needs a few authors
MEMBERS_SHARE = 0.94


@dataclass(frozen=True)
class DemoPerson:
    """A person: ``firm`` indexes ``FIRMS`` or is None; ``joined`` is None for a non-member."""

    index: int
    name: str
    phone: str
    firm: int | None
    joined: date | None


@dataclass(frozen=True)
class Account:
    """A demo account: the person index equals its place in ``ACCOUNTS``."""

    name: str
    phone: str
    role: str
    firm: int | None


ACCOUNTS: tuple[Account, ...] = (
    Account("李建国", "13800000001", "worker", 0),
    Account("赵晓燕", "13800000002", "district_cadre", None),
    Account("沈国平", "13800000003", "town_cadre", None),
    Account("许立成", "13800000004", "firm_responder", 0),
    Account("顾清和", "13800000005", "platform_administrator", None),
    Account("陆秀英", "13800000006", "enterprise_chair", 0),
)


def _seats() -> list[int]:
    """Return firm indexes, one per person to place, in proportion to headcount (largest rest)."""
    wanted = PEOPLE - len(ACCOUNTS)
    total = sum(firm.headcount for firm in FIRMS)
    free = wanted - FIRM_FLOOR * len(FIRMS)
    shares = [free * firm.headcount / total for firm in FIRMS]
    counts = [FIRM_FLOOR + int(share) for share in shares]
    by_rest = sorted(range(len(FIRMS)), key=lambda i: (int(shares[i]) - shares[i], i))
    for i in by_rest[: wanted - sum(counts)]:
        counts[i] += 1
    return [i for i, count in enumerate(counts) for _ in range(count)]


def _joined(rng: random.Random, today: date) -> date | None:
    if rng.random() > MEMBERS_SHARE:
        return None
    return today - timedelta(days=int(40 + rng.random() ** 1.7 * 5200))


def _account(index: int, account: Account, today: date) -> DemoPerson:
    joined = today - timedelta(days=1400 + 311 * index)
    return DemoPerson(index, account.name, account.phone, account.firm, joined)


def _fresh_name(rng: random.Random, taken: set[str]) -> str:
    name = invented_name(rng)
    while name in taken:
        name = invented_name(rng)
    return name


def people(seed: int, today: date) -> list[DemoPerson]:
    """Return the 2,000 people; the same seed and day give the same list."""
    rng = random.Random(f"people-{seed}")
    rows = [_account(i, account, today) for i, account in enumerate(ACCOUNTS)]
    taken = {row.name for row in rows}
    seats = _seats()
    rng.shuffle(seats)
    for number, firm in enumerate(seats):
        name = _fresh_name(rng, taken)
        if "·" not in name and rng.random() < 0.97:
            taken.add(name)  # a few namesakes, as everywhere
        phone = str(FIRST_PHONE + number)
        rows.append(DemoPerson(len(rows), name, phone, firm, _joined(rng, today)))
    return rows
