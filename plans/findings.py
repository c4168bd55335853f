"""What may be pointed out in a file, as codes. The sentence of each is a block of prompts/messages/findings.j2."""

from enum import StrEnum


class Finding(StrEnum):
    COLUMN_LEFT_OUT = "column_left_out"
    """Values: heading, and nearest: the column it may be ("lead", "due"), or ""."""
    COLUMN_TAKEN = "column_taken"
    """Values: heading, of the column that was taken for the action items."""
    STRATEGIES_TAKEN = "strategies_taken"
    NO_ITEMS = "no_items"
    """Values: headings of the row that came nearest, and lacks: "activity" or "lead"; no headings where none did."""
    TABLE_EMPTY = "table_empty"
    STATE_LEFT_OUT = "state_left_out"
    """Values: words, of a column that says how far the work is."""
    COMPLETED_WITHOUT_A_DAY = "completed_without_a_day"
    """Values: codes."""
    LINES_LEFT_OUT = "lines_left_out"
    """Values: lines, the first of them, and more: how many others there are on the sheet."""
    GOAL_UNKNOWN = "goal_unknown"
