"""Letters, what they speak about and from which template; what came of a proposal; mandates."""

from .benefit import Benefit
from .letter import Letter, Series, Source
from .mandate import Mandate
from .signature import Signature
from .template import Template

__all__ = ["Benefit", "Letter", "Mandate", "Series", "Signature", "Source", "Template"]
