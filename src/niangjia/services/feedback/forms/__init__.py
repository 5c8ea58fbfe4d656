"""Shapes of what people send. No decisions."""

from .author import AppealForm, ContestForm, ReopenForm, VerdictForm, WithdrawForm
from .fields import offer, who_hints
from .firm import FirmReplyForm
from .handling import (
    BoardForm,
    CallForm,
    ForwardForm,
    HoldForm,
    NoteForm,
    PauseForm,
    RelayForm,
    ReplyForm,
    ResumeForm,
    SeatForm,
    SortForm,
)
from .writing import AssistForm, ReviewForm, WordForm

__all__ = [
    "AppealForm",
    "AssistForm",
    "BoardForm",
    "CallForm",
    "ContestForm",
    "FirmReplyForm",
    "ForwardForm",
    "HoldForm",
    "NoteForm",
    "PauseForm",
    "RelayForm",
    "ReopenForm",
    "ReplyForm",
    "ResumeForm",
    "ReviewForm",
    "SeatForm",
    "SortForm",
    "VerdictForm",
    "WithdrawForm",
    "WordForm",
    "offer",
    "who_hints",
]
