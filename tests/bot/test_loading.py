"""What the bot loads before it is connected, and what a running bot has in memory from the start."""

import subprocess
import sys

SELDOM_NEEDED = {"docx", "docxtpl", "icalendar", "lxml", "openpyxl", "PIL", "typst", "xlsxwriter"}
"""Libraries that read and write files. Each is loaded with the first file that needs it."""
LOADED_AFTERWARDS = {
    "storage.models",
    "bot.app",
    "bot.routes",
    "bot.turns",
    "apscheduler",
    "sqlalchemy.dialects.postgresql",
}
OURS = {"bot", "conversations", "plans", "prompts", "storage"}
MOST_MODULES = 100
"""About 70 are loaded until the bot is connected, of a thousand in all."""


def test_a_bot_that_has_read_and_written_no_file_has_loaded_no_library_for_files() -> None:
    loaded = {name.partition(".")[0] for name in loaded_with("bot.running_bot")}
    assert "slack_bolt" in loaded
    assert SELDOM_NEEDED.isdisjoint(loaded)


def test_until_it_is_connected_the_bot_loads_neither_its_tables_nor_its_rooms() -> None:
    loaded = loaded_with("bot.cli.running")
    assert "bot.slack.signed_http" in loaded
    assert LOADED_AFTERWARDS.isdisjoint(loaded)
    assert len([name for name in loaded if name.partition(".")[0] in OURS]) < MOST_MODULES


def loaded_with(module: str) -> set[str]:
    program = f"import sys, {module}; print(*sys.modules)"
    return set(
        subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    )
