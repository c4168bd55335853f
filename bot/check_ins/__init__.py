"""Check-ins: rounds opened by the calendar, their requests and send times, and every way to answer."""
