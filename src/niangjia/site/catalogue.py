"""All commands of the house."""

from __future__ import annotations

from niangjia.kernel.acts import commands as acts
from niangjia.kernel.insight import commands as insight
from niangjia.kernel.people import commands as people
from niangjia.services.feedback import commands as feedback

from . import commands, measuring

COMMANDS = (
    *commands.COMMANDS,
    *measuring.COMMANDS,
    *acts.COMMANDS,
    *feedback.COMMANDS,
    *insight.COMMANDS,
    *people.COMMANDS,
)
