"""The record of a dialog as a message: what doesn't fit is counted, and is in the files."""

from bot.messages.threads.record import Chapter, RecordText, message


def test_a_chapter_too_long_for_the_message_says_how_many_lines_the_files_have_more() -> None:
    points = Chapter("Key points", tuple(f"Point {number}" for number in range(1, 73)))
    text = message(RecordText(title="Record", facts="Bethel", chapters=(points,), thread="")).text

    assert "Point 60" in text
    assert "Point 61" not in text
    assert "12 more lines in the files below" in text
