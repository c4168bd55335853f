"""What is made up for after a start."""

from threading import Event

from bot.settling import Settling


def test_a_step_that_fails_is_tried_again_and_keeps_no_other_waiting() -> None:
    taken, done = list[str](), Event()

    def troubled() -> None:
        taken.append("troubled")
        if taken.count("troubled") == 1:
            raise OSError("Too many open files")
        done.set()

    settling = Settling([troubled, lambda: taken.append("other")])
    settling.start()

    assert done.wait(30)
    settling.stop()
    assert taken == ["troubled", "other", "troubled"]
