"""A mediation, who asked for it, and its talks."""

from .mediation import Applicant, Mediation
from .sitting import Sitting

__all__ = ["Applicant", "Mediation", "Sitting"]
