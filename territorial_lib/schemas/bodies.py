"""The list of what an entry may be. To add a kind: one struct, one line here."""

from __future__ import annotations

from territorial_lib.schemas.acting import (
    Action,
    Actor,
    Assumption,
    Decision,
    Placement,
    Retained,
    Vote,
)
from territorial_lib.schemas.bringing import Import
from territorial_lib.schemas.exchanges import Offer, Purchase, Request
from territorial_lib.schemas.kinds import (
    Answer,
    Comment,
    Correction,
    Moderation,
    Question,
    Resource,
    Withdrawal,
    WorkshopSettings,
)
from territorial_lib.schemas.leading import Closing, Erased, Erasure, Lock, Participant, Timer
from territorial_lib.schemas.planning import Effect, Forced, Precedence, Progress
from territorial_lib.schemas.surveying import Survey

Body = (
    WorkshopSettings
    | Resource
    | Correction
    | Question
    | Answer
    | Withdrawal
    | Moderation
    | Comment
    | Offer
    | Request
    | Purchase
    | Survey
    | Actor
    | Action
    | Vote
    | Decision
    | Retained
    | Assumption
    | Placement
    | Forced
    | Precedence
    | Effect
    | Progress
    | Import
    | Participant
    | Closing
    | Lock
    | Timer
    | Erased
    | Erasure
)
