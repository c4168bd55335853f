"""The process that reads one dropped file: name, bytes and day come in as a pickle, the reading goes out as one."""

import pickle
import sys

from bot.files.reading_limits import within_limits
from bot.setup.file_reader import read_file


def main() -> None:
    name, content, today = pickle.load(sys.stdin.buffer)  # noqa: S301 (the bot wrote it)
    with within_limits():
        reading = read_file(name, content, today)
    sys.stdout.buffer.write(pickle.dumps(reading))


if __name__ == "__main__":
    main()
