"""Shapes of what people send. No decisions."""

from .author import AppealForm, ContestForm, ReopenForm, VerdictForm, WithdrawForm
from .batching import BatchForm
from .duties import DutyForm
from .fields import carry, offer, uuid_of, who_hints
from .firm import FirmReplyForm
from .handling import (
    TAKES_WORDS,
    BoardForm,
    CallForm,
    ForwardForm,
    HoldForm,
    NoteForm,
    PauseForm,
    RelayForm,
    ReplyForm,
    ResumeForm,
    ScreenForm,
    SeatForm,
    SortForm,
)
from .keeping import ViewForm, WordsForm
from .matters import NEW, IntoForm, LinkForm, NewMatterForm, OutForm, PickForm, TitleForm, ToAllForm
from .passing import DecideForm, DeclineForm, DisputeForm, name_parties
from .proposing import ChooseForm, ProposalForm
from .wordlist import COLUMNS, WordFileForm, WordListForm
from .writing import NONE, AssistForm, OwnForm, ReviewForm, SameForm, WordForm

__all__ = [
    "COLUMNS",
    "NEW",
    "NONE",
    "TAKES_WORDS",
    "AppealForm",
    "AssistForm",
    "BatchForm",
    "BoardForm",
    "CallForm",
    "ChooseForm",
    "ContestForm",
    "DecideForm",
    "DeclineForm",
    "DisputeForm",
    "DutyForm",
    "FirmReplyForm",
    "ForwardForm",
    "HoldForm",
    "IntoForm",
    "LinkForm",
    "NewMatterForm",
    "NoteForm",
    "OutForm",
    "OwnForm",
    "PauseForm",
    "PickForm",
    "ProposalForm",
    "RelayForm",
    "ReopenForm",
    "ReplyForm",
    "ResumeForm",
    "ReviewForm",
    "SameForm",
    "ScreenForm",
    "SeatForm",
    "SortForm",
    "TitleForm",
    "ToAllForm",
    "VerdictForm",
    "ViewForm",
    "WithdrawForm",
    "WordFileForm",
    "WordForm",
    "WordListForm",
    "WordsForm",
    "carry",
    "name_parties",
    "offer",
    "uuid_of",
    "who_hints",
]
