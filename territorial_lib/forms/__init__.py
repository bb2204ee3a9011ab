"""Forms: what people type in, checked beside the field, handed to the function given."""

from territorial_lib.forms.correction import CorrectionForm
from territorial_lib.forms.feed import EntryFeed, FeedItem
from territorial_lib.forms.import_form import ImportForm
from territorial_lib.forms.inputs import (
    CorrectionInput,
    ExistingWorkshop,
    PlaceInput,
    ResourceInput,
    WorkshopInput,
)
from territorial_lib.forms.levers import LeverForm
from territorial_lib.forms.perimeter import PerimeterForm
from territorial_lib.forms.resource import ResourceForm
from territorial_lib.forms.search import TerritorySearch
from territorial_lib.forms.workshop import WorkshopForm

__all__ = [
    "CorrectionForm",
    "CorrectionInput",
    "EntryFeed",
    "ExistingWorkshop",
    "FeedItem",
    "ImportForm",
    "LeverForm",
    "PerimeterForm",
    "PlaceInput",
    "ResourceForm",
    "ResourceInput",
    "TerritorySearch",
    "WorkshopForm",
    "WorkshopInput",
]
