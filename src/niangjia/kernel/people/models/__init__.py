"""Models of the room: people and organisations, what log-in needs, imports."""

from .access import Account, AccountManager, DevSms, Session, Token
from .imports import Import, ImportFile, ImportRow
from .records import EVERYONE, Appointment, Membership, Org, OrgCounter, OrgSettings, Person
from .setup import SetupLink

__all__ = [
    "EVERYONE",
    "Account",
    "AccountManager",
    "Appointment",
    "DevSms",
    "Import",
    "ImportFile",
    "ImportRow",
    "Membership",
    "Org",
    "OrgCounter",
    "OrgSettings",
    "Person",
    "Session",
    "SetupLink",
    "Token",
]
