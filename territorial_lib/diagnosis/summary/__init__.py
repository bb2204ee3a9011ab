"""What is said of a whole workshop on one page: the dashboard, the reports and the JSON show it."""

from territorial_lib.diagnosis.summary.document import document
from territorial_lib.diagnosis.summary.records import Summary
from territorial_lib.diagnosis.summary.whole import summarise

__all__ = ["Summary", "document", "summarise"]
