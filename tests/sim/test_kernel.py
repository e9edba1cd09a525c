"""The kernel is SimPy: same order, same errors, with lighter forms beside it."""

from __future__ import annotations

import pytest
import simpy
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.kernel import Kernel
from sim.mailbox import Mailbox

SLEEP = st.tuples(st.just("sleep"), st.integers(0, 3))
TELL = st.tuples(st.just("tell"), st.integers(0, 3))
HEAR = st.tuples(st.just("hear"), st.just(0))
PROGRAMS = st.lists(st.lists(st.one_of(SLEEP, TELL, HEAR), max_size=6), min_size=4, max_size=4)


def _once(program):
    """The program with at most one `hear`: a SimPy event happens once."""
    heard = [n for n, (word, _) in enumerate(program) if word == "hear"]
    return [step for n, step in enumerate(program) if n not in heard[1:]]


def _as_processes(env, programs):
    """Every program as a SimPy process, each with an event of its own that others succeed."""
    events, log = [env.event() for _ in programs], []

    def process(me, program):
        for number, (word, argument) in enumerate(program):
            log.append((env.now, me, number))
            if word == "sleep":
                yield env.timeout(argument)
            elif word == "hear":
                yield events[me]
            elif not events[argument].triggered:
                events[argument].succeed()
        log.append((env.now, me, "end"))

    return process, events, log


def _all_simpy(programs):
    env = simpy.Environment()
    process, _, log = _as_processes(env, programs)
    for me, program in enumerate(programs):
        env.process(process(me, program))
    env.run()
    return log


@given(PROGRAMS)
def test_stories_with_mailboxes_run_in_the_order_of_simpy_processes_with_events(programs):
    programs = [_once(program) for program in programs]
    kernel = Kernel()
    boxes, told, log = [Mailbox(kernel) for _ in programs], set(), []

    def story(me, program):
        for number, (word, argument) in enumerate(program):
            log.append((kernel.now, me, number))
            if word == "sleep":
                yield argument
            elif word == "hear":
                yield boxes[me]
            elif argument not in told:
                told.add(argument)
                boxes[argument].put()
        log.append((kernel.now, me, "end"))

    for me, program in enumerate(programs):
        kernel.start(story(me, program))
    kernel.run()
    assert log == _all_simpy(programs)


@given(PROGRAMS)
def test_stories_and_simpy_processes_interleave_in_one_kernel_as_in_pure_simpy(programs):
    kernel = Kernel()
    process, events, log = _as_processes(kernel, programs)

    def story(me, program):
        for number, (word, argument) in enumerate(program):
            log.append((kernel.now, me, number))
            if word == "sleep":
                yield argument
            elif word == "hear":
                yield events[me]
            elif not events[argument].triggered:
                events[argument].succeed()
        log.append((kernel.now, me, "end"))

    for me, program in enumerate(programs):
        if me % 2:
            kernel.start(story(me, program))
        else:
            kernel.process(process(me, program))
    kernel.run()
    assert log == _all_simpy(programs)


def _interrupts(env, log):
    def sleeper():
        try:
            yield env.timeout(10)
        except simpy.Interrupt as interrupt:
            log.append((env.now, "woken", interrupt.cause))
            yield env.timeout(1)
        log.append((env.now, "up"))

    def waker(process):
        yield env.timeout(3)
        process.interrupt("alarm")

    env.process(waker(env.process(sleeper())))


def _conditions(env, log):
    def waiter():
        first = yield env.timeout(2, "a") | env.timeout(5, "b")
        log.append((env.now, sorted(first.values())))
        both = yield env.timeout(2, "a") & env.timeout(5, "b")
        log.append((env.now, sorted(both.values())))

    env.process(waiter())


def _resources(env, log):
    officers, store = simpy.PreemptiveResource(env, 1), simpy.Store(env)

    def client(name, priority):
        with officers.request(priority=priority) as turn:
            yield turn
            try:
                yield env.timeout(4)
                store.put(name)
            except simpy.Interrupt:
                log.append((env.now, name, "preempted"))

    def clerk():
        while True:
            log.append((env.now, (yield store.get())))

    def later():
        yield env.timeout(1)
        env.process(client("urgent", 0))

    env.process(client("plain", 5))
    env.process(later())
    env.process(clerk())


def _caught_failure(env, log):
    def fails():
        yield env.timeout(1)
        raise ValueError("no")

    def parent():
        try:
            yield env.process(fails())
        except ValueError as error:
            log.append((env.now, str(error)))

    env.process(parent())


@pytest.mark.parametrize("model", [_interrupts, _conditions, _resources, _caught_failure])
def test_stock_simpy_models_behave_in_the_kernel_as_in_simpy(model):
    logs = []
    for env in (simpy.Environment(), Kernel()):
        log = []
        model(env, log)
        env.call(2, log.append, "act") if isinstance(env, Kernel) else None
        env.run(until=50)
        assert env.now == 50
        logs.append([entry for entry in log if entry != "act"])
    assert logs[0] == logs[1] and logs[0]


def test_acts_happen_in_the_order_of_their_instants_and_then_of_their_calls():
    kernel, done = Kernel(100), []
    for delay, name in ((2, "c"), (1, "a"), (1, "b"), (0, "now")):
        kernel.call(delay, lambda name: done.append((kernel.now, name)), name)
    kernel.run()
    assert done == [(100, "now"), (101, "a"), (101, "b"), (102, "c")]


def test_a_story_receives_letters_in_order_and_those_sent_before_it_listened():
    kernel, heard = Kernel(), []
    box = Mailbox(kernel)
    kernel.call(1, box.put, "first")
    kernel.call(2, box.put, "second")
    kernel.call(9, box.put, "third")

    def story():
        yield 5
        for _ in range(3):
            heard.append(((yield box), kernel.now))

    kernel.start(story())
    kernel.run()
    assert heard == [("first", 5), ("second", 5), ("third", 9)]


def test_a_story_reads_any_number_of_kept_letters_in_one_go():
    kernel, heard = Kernel(), []
    box = Mailbox(kernel)

    def story():
        yield 1
        for _ in range(20_000):
            heard.append((yield box))

    for number in range(20_000):
        box.put(number)
    kernel.start(story())
    kernel.run()
    assert heard == list(range(20_000))


def test_a_story_is_resumed_with_the_value_of_a_process_it_waits_for():
    kernel, values = Kernel(), []

    def process():
        yield kernel.timeout(3)
        return "done"

    def story():
        running = kernel.process(process())
        values.append((yield running))
        values.append((yield running))  # over already: no wait
        values.append(kernel.now)

    kernel.start(story())
    kernel.run()
    assert values == ["done", "done", 3]


def test_a_story_may_handle_the_failure_of_an_event_or_end_the_run_with_it():
    def run(handles):
        kernel, caught = Kernel(), []

        def story():
            bad = kernel.event()
            kernel.call(1, lambda _: bad.fail(ValueError("lost")))
            try:
                yield bad
            except ValueError as error:
                caught.append(str(error))
                if not handles:
                    raise

        kernel.start(story())
        kernel.run()
        return caught

    assert run(handles=True) == ["lost"]
    with pytest.raises(ValueError, match="lost"):
        run(handles=False)


def test_an_error_in_a_story_ends_the_run_with_that_error():
    kernel = Kernel()

    def story():
        yield 1
        raise KeyError("planted")

    kernel.start(story())
    with pytest.raises(KeyError, match="planted"):
        kernel.run()


@pytest.mark.parametrize("wrong", [1.5, None, "1"])
def test_a_story_that_yields_no_wait_is_refused(wrong):
    kernel = Kernel()

    def story():
        yield wrong

    kernel.start(story())
    with pytest.raises(TypeError, match="whole seconds"):
        kernel.run()


def test_nothing_is_scheduled_in_the_past():
    kernel = Kernel(10)
    with pytest.raises(ValueError, match="past"):
        kernel.call(-1, print)


def test_two_stories_cannot_wait_for_one_mailbox():
    kernel = Kernel()
    box = Mailbox(kernel)

    def story():
        yield box

    kernel.start(story())
    kernel.start(story())
    with pytest.raises(RuntimeError, match="each its own"):
        kernel.run()


@settings(max_examples=20)
@given(st.lists(st.integers(0, 50), max_size=30))
def test_a_story_may_start_stories_and_all_of_them_end(delays):
    kernel, ended = Kernel(), []

    def story(rest):
        if rest:
            kernel.start(story(rest[1:]))
            yield rest[0]
        ended.append(kernel.now)

    kernel.start(story(delays))
    kernel.run()
    assert sorted(ended) == sorted([*delays, 0])
