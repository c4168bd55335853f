"""Reads a calendar that a district publishes (.ics) or someone types (one day per line) into closings and terms.

Problems are codes of plans/findings.py with values; their sentences are in prompts/.
"""

from plans.calendar_files.events import DatedEvent
from plans.calendar_files.reading import CalendarReading, is_ics, read

__all__ = ["CalendarReading", "DatedEvent", "is_ics", "read"]
