"""The one exception a person at the keyboard may cause."""


class RunError(Exception):
    """A sentence for the person who typed the command; the command ends with exit code 2."""
