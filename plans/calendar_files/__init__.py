"""Calendar files: what a district publishes (.ics) or somebody types (one day to a line), read into closings and terms.

Sentences about troubles in a file are wording that lives in Python, as in plans.files: they name a place and its mend.
"""

from plans.calendar_files.events import DatedEvent
from plans.calendar_files.reading import CalendarReading, is_ics, read

__all__ = ["CalendarReading", "DatedEvent", "is_ics", "read"]
