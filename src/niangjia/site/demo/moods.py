"""How often the city's workers gave their mood a score: all the platform knows of it."""

from collections.abc import Mapping
from datetime import date, timedelta

from niangjia.kernel.base.models import DayCount
from niangjia.kernel.people.models import Org
from niangjia.services.mood.actions import WHAT

DAYS = 30
#: Checks by weekday, Monday first; at weekends there are too few to be shown.
USUAL = (31, 26, 24, 28, 35, 17, 12)


def plant(orgs: Mapping[str, Org], day: date) -> None:
    """Write the numbers of the last month."""
    place = orgs["city"].path
    days = [day - timedelta(days=n) for n in range(1, DAYS + 1)]
    DayCount.objects.bulk_create(
        DayCount(what=WHAT, place=place, day=one, n=USUAL[one.weekday()] + one.day % 5)
        for one in days
    )
