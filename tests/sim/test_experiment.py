"""Experiments: paired, the same for any number of workers, and clear about what went wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import msgspec
import pytest

from notice.civil import DAY
from notice.errors import InputError
from notice.law import Law
from notice.policy import baseline
from scenarios.markets import market
from scenarios.reforms import reform
from sim.draws import Draws
from sim.executor import TaskError, execute
from sim.experiment import replication_seed, run
from sim.metrics import UNITS
from sim.records import CaseRecord, LoanRecord, Run
from sim.tables import exponential
from sim.world import simulate

START = 19_420 * DAY  # a Friday in March 2023


def small_world(market, law, seed, *, keep_trace):  # as sim.world.simulate
    """A world of forty loans whose banks work the faster the shorter their clock is."""
    promised, cases, loans = law.policy.number("first_sla_working_days"), [], []
    for number, row in enumerate(Draws(seed).rows(range(40), ("days",))):
        case = CaseRecord(
            award=f"A{number}",
            measured=True,
            supplier="S1",
            size_class="small",
            industry="other",
            eligible=True,
            amount_fen=1_000_000,
        )
        days = row.table("days", exponential(1_000 * (4 + promised))) // 1_000
        loan = LoanRecord(
            award=case.award,
            application="F1",
            measured=True,
            supplier="S1",
            bank="B01",
            bank_kind="city",
            size_class="small",
            submitted_at=START,
            amount_fen=1_000_000,
            accepted_at=START,
            due_at=law.working_due(START, promised),
            disbursed_at=START + days * DAY,
            principal_fen=500_000,
        )
        cases.append(case)
        loans.append(loan)
    return Run(until=START + 400 * DAY, cases=cases, loans=loans, counts={"events": 40}, digest=f"{seed:x}")


def broken_world(market, law, seed, *, keep_trace):
    if law.policy.reforms:
        raise ZeroDivisionError("planted")
    return small_world(market, law, seed, keep_trace=keep_trace)


def _run(policies, world=small_world, **changes):
    return run(market("smoke"), policies, **({"replications": 4, "seed": 3} | changes), world=world)


def test_a_null_reform_differs_by_exactly_zero_in_every_outcome():
    found = _run([baseline(), reform("null")]).differences["null"]
    assert set(found) == set(UNITS)
    for name, difference in found.items():
        assert difference.difference in (0, None), name
        assert difference.low in (0, None) and difference.high in (0, None), name
    assert found["disbursement_working_days_first"].difference == 0


def test_in_the_simulated_market_a_null_reform_leaves_every_event_as_it_was():
    result = run(market("smoke"), [baseline(), reform("null")], replications=2, seed=5, workers=2)
    old, new = ([one for one in result.runs if one.policy == name] for name in ("kunming-2022-24", "null"))
    assert [one.digest for one in old] == [one.digest for one in new]
    assert [one.metrics for one in old] == [one.metrics for one in new]
    assert old[0].digest != old[1].digest
    assert old[0].counts["measured_loans"] > 0


class _Read(dict):
    """Figures that remember which of them were asked for."""

    def __init__(self, figures):
        super().__init__(figures)
        self.names = set()

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)


def test_every_figure_of_the_market_file_is_read_by_a_run():
    given = market("smoke")
    figures = _Read(given.figures)
    simulate(given.model_copy(update={"figures": figures}), Law(), 1, keep_trace=False)
    assert figures.names == set(given.figures)


def test_a_shorter_clock_is_seen_in_the_paired_difference_with_its_sign():
    result = _run([baseline(), reform("faster-clocks"), reform("slower-clocks")])
    faster = result.differences["faster-clocks"]["disbursement_working_days_first"]
    slower = result.differences["slower-clocks"]["disbursement_working_days_first"]
    assert faster.high < 0 < slower.low
    assert faster.variance_reduction > 1
    assert result.policies[1].changes["first_sla_working_days"] == ("5", "3")
    assert result.policies[0].changes == {}
    assert result.policies[1].origin["en"]


def test_policies_meet_the_same_seeds_and_replications_different_ones():
    result = _run([baseline(), reform("faster-clocks")])
    seeds = {(one.policy, one.replication): one.seed for one in result.runs}
    assert len(set(seeds.values())) == 4
    assert all(seeds[policy, n] == replication_seed(3, n) for policy, n in seeds)


def test_results_are_byte_equal_for_one_worker_and_for_two():
    policies = [baseline(), reform("faster-clocks")]
    one, two = (msgspec.json.encode(_run(policies, workers=workers)) for workers in (1, 2))
    assert one == two


def test_another_seed_gives_another_result():
    assert _run([baseline()]).estimates != _run([baseline()], seed=4).estimates


def test_durations_are_summed_over_replications():
    result = _run([baseline()])
    assert sum(result.durations["kunming-2022-24"]["first"]) == 4 * 40


def test_every_figure_of_the_market_is_listed_with_status_and_source():
    listed = {entry.name: entry for entry in _run([baseline()]).assumptions}
    assert set(listed) == set(market("smoke").figures)
    assert listed["awareness_p_bp"].source.startswith("international: ")
    assert listed["suppliers"].value == "60 suppliers"


@pytest.mark.parametrize(
    ("policies", "changes", "what"),
    [
        ([], {}, "no policy"),
        ([baseline(), reform("null"), reform("null")], {}, "two policies are called 'null'"),
        ([baseline()], {"replications": 0}, "0 replications"),
        ([baseline()], {"workers": 0}, "0 workers"),
    ],
)
def test_an_experiment_that_makes_no_sense_is_refused(policies, changes, what):
    with pytest.raises(InputError, match=what):
        _run(policies, **changes)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_in_a_replication_names_it_and_its_cause(workers):
    with pytest.raises(
        TaskError, match=r"replication \d under 'null' \(seed \d+\): ZeroDivisionError: planted"
    ) as error:
        _run([baseline(), reform("null")], broken_world, workers=workers)
    assert isinstance(error.value.__cause__, ZeroDivisionError)


def _dies(_):
    os._exit(3)


def _refuses(_):
    raise InputError("wrong file", where="a.yaml:1:1", instead="mend it")


def test_a_worker_that_dies_is_an_error_and_no_hang():
    with pytest.raises(TaskError, match="worker process ended"):
        execute(_dies, [1, 2], workers=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_the_user_got_wrong_reaches_the_user_as_it_is(workers):
    with pytest.raises(InputError, match=r"a\.yaml:1:1: wrong file; mend it"):
        execute(_refuses, [1, 2], workers=workers)


def _square(number):
    return number * number


@pytest.mark.parametrize("workers", [1, 2])
def test_answers_keep_the_order_of_tasks_and_progress_counts_to_the_end(workers):
    told = []
    answers = execute(_square, range(9), workers=workers, progress=lambda done, total: told.append((done, total)))
    assert answers == [number * number for number in range(9)]
    assert told == [(done, 9) for done in range(1, 10)]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_ends_the_run_and_leaves_no_process(workers, tmp_path):
    script = tmp_path / "sleeps.py"
    script.write_text(
        textwrap.dedent(f"""
        import pathlib, signal, time, os
        from sim.executor import execute

        def sleeps(number):
            pathlib.Path({str(tmp_path)!r}, f"pid{{os.getpid()}}").touch()
            time.sleep(60)

        if __name__ == "__main__":
            # a shell that started this whole run in the background has it ignore Ctrl-C
            signal.signal(signal.SIGINT, signal.default_int_handler)
            execute(sleeps, range(4), workers={workers})
        """)
    )
    child = subprocess.Popen(
        [sys.executable, str(script)],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while len(list(tmp_path.glob("pid*"))) < workers:
        time.sleep(0.05)
        assert child.poll() is None
    os.killpg(child.pid, signal.SIGINT)  # as a terminal does
    _, errors = child.communicate(timeout=20)
    assert child.returncode != 0
    assert errors.decode().strip().endswith("KeyboardInterrupt")
    assert errors.decode().count("Traceback") <= 2 and "ForkProcess" not in errors.decode()
    for name in tmp_path.glob("pid*"):
        with pytest.raises(ProcessLookupError):
            os.kill(int(name.name[3:]), 0)
