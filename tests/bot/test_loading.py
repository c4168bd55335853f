"""What a running bot has in memory from the start."""

import subprocess
import sys

SELDOM_NEEDED = {"docx", "docxtpl", "icalendar", "lxml", "openpyxl", "PIL", "typst", "xlsxwriter"}
"""Libraries that read and write files. Each is loaded with the first file that needs it."""


def test_a_bot_that_has_read_and_written_no_file_has_loaded_no_library_for_files() -> None:
    program = "import sys, bot.cli.running; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert "slack_bolt" in loaded
    assert SELDOM_NEEDED.isdisjoint(loaded)
