"""How long it still takes, from how long it took so far."""

from digitdemo.training.pace import NOT_TYPICAL, Pace


def test_nothing_is_promised_before_typical_batches_are_seen():
    pace = Pace(batches=100, epochs=2, check_batches=30, finishing_s=4)
    for _ in range(NOT_TYPICAL):
        pace.note_batch(3.0)
        assert pace.left_s(1, 0) is None


def test_the_first_slow_batches_do_not_count_and_checks_and_finishing_do():
    pace = Pace(batches=100, epochs=2, check_batches=30, finishing_s=4)
    for seconds in [3.0] * NOT_TYPICAL + [0.1] * 8:
        pace.note_batch(seconds)
    guessed_check_s = 0.1 * 30 / 3
    assert abs(pace.left_s(10, 0) - (90 * 0.1 + 2 * guessed_check_s + 4)) < 0.5
    pace.note_check(5.0)
    assert abs(pace.left_s(50, 1) - (50 * 0.1 + 5 + 4)) < 0.5


def test_a_machine_that_becomes_three_times_slower_is_noticed():
    pace = Pace(batches=1000, epochs=1, check_batches=0, finishing_s=0)
    for seconds in [0.1] * 100 + [0.3] * 100:
        pace.note_batch(seconds)
    assert abs(pace.left_s(200, 0) - 800 * 0.3) < 800 * 0.01
