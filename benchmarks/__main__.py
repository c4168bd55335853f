"""`python -m benchmarks` prints one line per figure: `name ratio=1.23 aim<=1.50 (what over what)`."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import mean, median, quantiles

from benchmarks import (
    answers,
    authorizing,
    district,
    documents,
    fan_out,
    find,
    minutes,
    network,
    pictures,
    programs,
    status,
    taps,
    threads,
)
from benchmarks.district import Tap
from benchmarks.fan_out import Measured
from benchmarks.threads import Lengths

HOME_TIMES = 60
HOME_WARM_UP = 10
STARTS = 5
SLACK_SECONDS = 3.0
"""How long Slack waits for the answer to a tap."""
MOST_MB = 150
MOST_SECONDS, MOST_YEAR_MB = 30, 300
"""For the report of a year of 5,000 action items."""
MOST_NETWORK_MB = 50
FAN_OUT = (1_000, 10_000)
QUARTER = 0.25

P99_AIM = 15.0
"""Wider than the median's aim: the slowest answers wait for the disk and for earlier deliveries, a bare ack never does.
"""

LOAD_SCRIPTS = """
import time; began = time.perf_counter()
from pathlib import Path; from conversations import script_files; import prompts
assert script_files.load(prompts.ROOT / "scripts").scripts
print(time.perf_counter() - began)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, programs.slack() as api_url:
        database = Path(folder) / "bench.db"
        all_taps = district.furnish(database)
        _start_up(api_url, database, all_taps[0])
        _answers(api_url, database, all_taps)
        district.furnish_home(database)
        _home(api_url, database)
        _authorizing(api_url, Path(folder))
    _status()
    _network()
    _find()
    _minutes()
    _pictures()
    _documents()
    _thread("thread", threads.coaching(), threads.COACHING)
    _thread("thread_root_cause", threads.root_cause(), threads.ROOT_CAUSE)
    for people in FAN_OUT:
        for faults in (0.0, QUARTER):
            _fan_out(fan_out.measure(people, faults))


def _start_up(api_url: str, database: Path, tap: Tap) -> None:
    """Each start is measured until its port is open, and then until it has answered a tap sent at that moment."""
    bare, bot, answered, scripts = [], [], [], []
    for _ in range(1 + STARTS):
        with programs.bare_connected(api_url) as running:
            bare.append(running.seconds)
        with programs.bot_connected(api_url, database) as running, taps.tapper(running.port) as first:
            bot.append(running.seconds)
            answered.append(running.seconds + sum(first.tap([tap])) / 1000)
        scripts.append(_load_scripts())
    # The first start of each may have had to write its bytecode.
    start, floor, load, answer = (median(took[1:]) for took in (bot, bare, scripts, answered))
    _print("start_up", start / floor, 6.0, f"{start:.2f} s over {floor:.2f} s of the bare app")
    wait = f"the first tap waits {answer - start:.2f} s of the {SLACK_SECONDS:.0f} s that Slack waits"
    _print("first_answer", (answer - start) / SLACK_SECONDS, 1.0, f"{wait}; {answer / floor:.1f} bare starts in all")
    _print("scripts", load / answer, 0.25, f"loading them {load * 1000:.0f} ms over a first answer's {answer:.2f} s")


def _load_scripts() -> float:
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD_SCRIPTS],
        env=programs.installed(),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(loaded.stdout)


def _answers(api_url: str, database: Path, all_taps: Sequence[Tap]) -> None:
    measured = answers.measure(api_url, database, all_taps)
    _compare("answer_median", median(measured.took), median(measured.floor), 6.0, "median")
    ours, bare_acks = 1000 / mean(measured.took), 1000 / mean(measured.floor)
    _print("answers_a_second", bare_acks / ours, 6.0, f"{bare_acks:.0f} bare acks over {ours:.0f} answers by one hand")
    _compare("answer_p99", _p99(measured.took), _p99(measured.floor), P99_AIM, "p99")
    before, after = measured.mb_before, measured.mb_after
    _print("memory", before / MOST_MB, 1.0, f"{before:.0f} MB after start over {MOST_MB} MB")
    _print("memory_used", after / MOST_MB, 1.0, f"{after:.0f} MB after {len(all_taps)} answers over {MOST_MB} MB")


def _home(api_url: str, database: Path) -> None:
    """Time the Home tab of a person with 200 action items in a plan of 5,000, each after the last view was sent."""
    least, took = [], []
    with (
        programs.bare(api_url) as bare,
        programs.bot(api_url, database) as bot,
        taps.tapper(bare.port) as floor,
        taps.tapper(bot.port) as opening,
    ):
        for _ in range(HOME_TIMES):
            taps.wait_until_delivered(database)
            least.append(floor.open_home(district.BUSIEST))
            took.append(opening.open_home(district.BUSIEST))
    _compare("home", median(took[HOME_WARM_UP:]), median(least[HOME_WARM_UP:]), 5.0, "median")


def _authorizing(api_url: str, folder: Path) -> None:
    times = authorizing.measure(api_url, folder)
    distributed, sole = median(times.distributed), median(times.sole)
    what = f"median {distributed:.2f} ms of a bot for several workspaces over {sole:.2f} ms with one token"
    _print("authorize", distributed / sole, 1.03, what)


def _status() -> None:
    young, old = status.measure(0), status.measure(status.MONTHS)
    items = f"{status.ITEMS:,} action items"
    plain = f"{items}: {old.status:.0f} ms over {old.plain:.0f} ms in plain SQL"
    _print("status_5000", old.status / old.plain, 1.5, plain)
    _print("status_history", old.status / young.status, 1.5, f"{items}, three years of reports over none")


def _network() -> None:
    for name, took in network.measure().items():
        what = f"{network.SCHOOLS:,} schools in {name}"
        _over_sql(f"network_1000_{name}", took.now, took.plain_now, what)
        _over_sql(f"network_as_of_{name}", took.as_of, took.plain_as_of, f"{what}, two years ago")
        _print(f"network_memory_{name}", took.mb / MOST_NETWORK_MB, 1.0, f"{what}: {took.mb:.0f} MB more at most")


def _over_sql(figure: str, ours: float, plain: float, what: str) -> None:
    _print(figure, ours / plain, 2.0, f"{what}: {ours:.0f} ms over {plain:.0f} ms in plain SQL")


def _find() -> None:
    took, plain = find.measure()
    _print("find_5000", took / plain, 2.0, f"{find.WHAT}: {took:.1f} ms over {plain:.1f} ms in plain SQL")


def _minutes() -> None:
    took = minutes.measure()
    what = f"{took.lines:,} lines: {took.drafting:.0f} ms over {took.plain:.0f} ms of plain SQL and one plain template"
    _print("minutes_1000", took.drafting / took.plain, 2.0, what)


def _pictures() -> None:
    took = pictures.measure()
    what = f"{pictures.CAUSES} causes in {took.whole:.0f} ms over {took.renderer:.0f} ms of the renderer alone"
    _print("tree_picture", took.whole / took.renderer, 1.5, what)


def _documents() -> None:
    took, year = documents.measure(), documents.measure_year()
    three = f"{documents.QUARTER_ITEMS} action items in Word, PDF and Excel"
    seconds = f"{took.report / 1000:.2f} s over {took.rendering / 1000:.2f} s of the libraries with prepared values"
    _print("report_quarter", took.report / took.rendering, 5.0, f"{three}: {seconds}")
    whole = f"a year of {documents.YEAR_ITEMS:,} action items"
    _print("report_year", year.seconds / MOST_SECONDS, 1.0, f"{whole} in {year.seconds:.0f} s over {MOST_SECONDS} s")
    _print(
        "report_year_memory", year.mb / MOST_YEAR_MB, 1.0, f"{whole}: {year.mb:.0f} MB at most over {MOST_YEAR_MB} MB"
    )


def _thread(name: str, ratio: float, lengths: Lengths) -> None:
    _print(name, ratio, 1.5, f"a reply among {lengths.many:,} over one among {lengths.few}")


def _fan_out(measured: Measured) -> None:
    """Time opening a round, and sending it at the rate limit."""
    if measured.asked_once != measured.people:
        raise RuntimeError(f"{measured.people - measured.asked_once} of {measured.people} were not asked exactly once")
    kind = f"{measured.people} people, {measured.faults:.0%} faults"
    sending = f"{measured.sending_seconds:.0f} s over {measured.allowed_seconds:.0f} s of 300 a minute, {kind}"
    name = f"fan_out_{'faults_' if measured.faults else ''}{measured.people}"
    _print(name, measured.sending_seconds / measured.allowed_seconds, 1.03, sending)
    if measured.faults:
        return
    ours, floor = measured.opening_rows / measured.opening_seconds, measured.opening_rows / measured.insert_seconds
    opening = f"{floor:,.0f} rows a second inserted in bulk over {ours:,.0f} by a round"
    memory = f"{measured.opening_mb:.0f} MB more at most over 50 MB, {kind}"
    _print(f"opening_{measured.people}", floor / ours, 20.0, opening)
    _print(f"opening_memory_{measured.people}", measured.opening_mb / 50, 1.0, memory)


def _p99(values: Sequence[float]) -> float:
    return quantiles(values, n=100)[98]


def _compare(name: str, ours: float, floor: float, aim: float, what: str) -> None:
    _print(name, ours / floor, aim, f"{what} {ours:.2f} ms over {floor:.2f} ms of a bare ack")


def _print(name: str, ratio: float, aim: float, what: str) -> None:
    print(f"{name} ratio={ratio:.2f} aim<={aim:.2f} ({what})", flush=True)


if __name__ == "__main__":
    main()
