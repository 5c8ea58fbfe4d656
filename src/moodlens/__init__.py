"""Brief movements of a face in a clip of 10 to 20 seconds: where, when, how far, how sure.

Shows movements, never feelings: what a movement is and what it is not stands in
``docs/moodlens.md``. Knows nothing of the platform around it; keeps nothing.
"""

from moodlens.engine import analyse
from moodlens.records import Analysis, Event, Limits, Reason

__all__ = ["Analysis", "Event", "Limits", "Reason", "analyse"]
