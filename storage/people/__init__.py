"""People, organizations, roles, personal schedules and school calendars."""
