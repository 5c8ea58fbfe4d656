"""allauth's questions about phones, answered from our tables."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Log-in by phone code."""
