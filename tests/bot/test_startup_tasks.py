"""Startup tasks: their retries and additions."""

from threading import Event

from bot.startup_tasks import StartupTasks


def test_a_step_that_fails_is_tried_again_and_keeps_no_other_waiting() -> None:
    taken, done = list[str](), Event()

    def troubled() -> None:
        taken.append("troubled")
        if taken.count("troubled") == 1:
            raise OSError("Too many open files")
        done.set()

    startup_tasks = StartupTasks([troubled, lambda: taken.append("other")])
    startup_tasks.start()

    assert done.wait(30)
    startup_tasks.stop()
    assert taken == ["troubled", "other", "troubled"]


def test_what_is_missed_later_is_made_up_for_once_however_often_that_is_noticed() -> None:
    seen, done = list[str](), Event()

    def look(where: str) -> None:
        seen.append(where)
        if where == "last":
            done.set()

    startup_tasks = StartupTasks([])
    for where in ("thread", "thread", "last"):
        startup_tasks.add(look, where)
    startup_tasks.start()

    assert done.wait(30)
    startup_tasks.stop()
    assert seen == ["thread", "last"]


def test_what_is_missed_while_all_is_quiet_is_made_up_for() -> None:
    first, later = Event(), Event()
    startup_tasks = StartupTasks([first.set])
    startup_tasks.start()
    assert first.wait(30)
    startup_tasks.add(later.set)

    assert later.wait(30)
    startup_tasks.stop()
