"""Shapes of what people send. No decisions."""

from .author import ApartForm, AppealForm, ContestForm, ReopenForm, VerdictForm, WithdrawForm
from .batching import BatchForm
from .covering import CoverForm
from .deputies import DeputyForm
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
from .merging import MERGED_WORDS, MergeForm, UnmergeForm
from .passing import DecideForm, DeclineForm, DisputeForm, name_parties
from .proposing import ChooseForm, ProposalForm
from .wordlist import COLUMNS, WordFileForm, WordListForm
from .writing import NONE, AssistForm, OwnForm, ReviewForm, SameForm, WordForm

__all__ = [
    "COLUMNS",
    "MERGED_WORDS",
    "NEW",
    "NONE",
    "TAKES_WORDS",
    "ApartForm",
    "AppealForm",
    "AssistForm",
    "BatchForm",
    "BoardForm",
    "CallForm",
    "ChooseForm",
    "ContestForm",
    "CoverForm",
    "DecideForm",
    "DeclineForm",
    "DeputyForm",
    "DisputeForm",
    "DutyForm",
    "FirmReplyForm",
    "ForwardForm",
    "HoldForm",
    "IntoForm",
    "LinkForm",
    "MergeForm",
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
    "UnmergeForm",
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
