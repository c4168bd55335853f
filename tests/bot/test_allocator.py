import platform
import re
import subprocess
import sys

import pytest

THREADS = """
import ctypes, threading
from bot.allocator import limit_arenas
assert limit_arenas()
every_thread = threading.Barrier(8)

def allocate():
    every_thread.wait()
    block = bytearray(100_000)
    every_thread.wait()

threads = [threading.Thread(target=allocate) for _ in range(8)]
for thread in threads: thread.start()
for thread in threads: thread.join()
ctypes.CDLL(None).malloc_stats()
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has arenas")
def test_threads_share_two_arenas() -> None:
    ran = subprocess.run([sys.executable, "-c", THREADS], capture_output=True, text=True, check=True)
    assert len(re.findall(r"^Arena \d+:", ran.stderr, re.MULTILINE)) == 2
