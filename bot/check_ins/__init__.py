"""Check-ins: rounds by the calendar, who is asked what and when, and every way to answer."""
