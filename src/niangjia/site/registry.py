"""The list of rooms. A new service is one line here."""

from __future__ import annotations

from django.utils.translation import gettext_noop as noop

from niangjia.kernel.base.manifest import Permit, Service, Stop
from niangjia.kernel.base.types import STAFF_POSTS, Post
from niangjia.kernel.bundles import manifest as bundles
from niangjia.kernel.desks import manifest as desks
from niangjia.kernel.files import manifest as files
from niangjia.kernel.insight import manifest as insight
from niangjia.kernel.letters import manifest as letters
from niangjia.kernel.mediation import manifest as mediation
from niangjia.kernel.notices import manifest as notices
from niangjia.kernel.people import manifest as people
from niangjia.kernel.rules import manifest as rules
from niangjia.kernel.surveys import manifest as surveys
from niangjia.services.benefits import manifest as benefits
from niangjia.services.feedback import manifest as feedback
from niangjia.services.lodging import manifest as lodging
from niangjia.services.mood import manifest as mood

HOUSE = Service(
    key="house",
    title=noop("工作台"),
    summary=noop("进入工作台。"),
    switchable=False,
    permits=(
        Permit("house.desk", (*STAFF_POSTS, Post.ADMIN), noop("进入工作台")),
        Permit("house.retention", (Post.SYSTEM,), noop("到期抹去")),
    ),
    first_day=(
        Stop(
            "help",
            90,
            "first_day",
            "desks.first_day",
            noop("忘了，回这里再看"),
            noop("“怎么用”一直都在，随时可以再走一遍。字太小、太亮，旁边能调大、调暗。"),
        ),
    ),
)
ROOMS: tuple[Service, ...] = (
    HOUSE,
    feedback.SERVICE,
    letters.SERVICE,
    mediation.SERVICE,
    bundles.SERVICE,
    surveys.SERVICE,
    benefits.SERVICE,
    lodging.SERVICE,
    mood.SERVICE,
    insight.SERVICE,
    people.SERVICE,
    rules.SERVICE,
    notices.SERVICE,
    files.SERVICE,
    desks.SERVICE,
)


def services() -> tuple[Service, ...]:
    """Manifests of every room that has one, in the order of the catalogue."""
    return ROOMS
