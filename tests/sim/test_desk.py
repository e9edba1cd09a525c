"""The desk against exact queueing results."""

from __future__ import annotations

from math import sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notice.calendar import Calendar
from notice.civil import DAY, HOUR, instant
from sim.desk import Desk
from sim.draws import Draws
from sim.hours import Hours
from sim.kernel import Kernel
from sim.tables import exponential

SERVICE = 36_000
"""Mean service in seconds: with whole seconds, rounding is below a ten-thousandth of it."""

WARM_UP, CUSTOMERS, REPLICATIONS = 500, 2_500, 40


def _waits(officers, customers):
    """Waits of customers given as (arrival instant, service seconds, priority), in order of arrival."""
    kernel, waits = Kernel(), {}
    desk = Desk(kernel, officers)

    def customer(number, service, priority):
        yield desk.request(priority)
        waits[number] = kernel.now - customers[number][0]
        yield service
        desk.release()

    def arrives(number):
        kernel.start(customer(number, *customers[number][1:]))

    for number, (at, _, _) in enumerate(customers):
        kernel.call(at, arrives, number)
    kernel.run()
    return [waits[number] for number in range(len(customers))]


def _poisson(seed, gap, service, priority=lambda _: (0,), count=WARM_UP + CUSTOMERS):
    at, customers, gaps = 0, [], exponential(gap)
    for row in Draws(seed).rows(range(count), ("gap", "service")):
        at += row.table("gap", gaps)
        customers.append((at, service(row), priority(row)))
    return customers


def _z(means, exact):
    return (fmean(means) - exact) / (stdev(means) / sqrt(len(means)))


def _mean_waits(officers, gap, service):
    for seed in range(REPLICATIONS):
        waits = _waits(officers, _poisson(seed, gap, service))
        yield fmean(waits[WARM_UP:]) / SERVICE


def _exponential(row):
    return row.table("service", exponential(SERVICE))


@pytest.mark.parametrize(("officers", "arrivals", "exact"), [(4, 0.25, 2.132378), (3, 0.2, 4.444444)])
def test_mean_waits_of_many_officers_are_those_of_erlang_c(officers, arrivals, exact):
    # mu = 0.1: waits in units of which a service has ten
    gap = round(SERVICE / 10 / arrivals)
    means = [10 * mean for mean in _mean_waits(officers, gap, _exponential)]
    assert abs(_z(means, exact)) < 4


def _erlang_4(row):
    return sum(row.sub(part).table("service", exponential(SERVICE // 4)) for part in range(4))


def _hyperexponential(row):
    # two phases with balanced means and a squared coefficient of variation of 2
    fast = row.chance("phase", 7_887)
    return row.table("service", exponential(22_823 if fast else 85_177))


@pytest.mark.parametrize(
    ("service", "exact"),
    [(lambda _: SERVICE, 2.0), (_erlang_4, 2.5), (_exponential, 4.0), (_hyperexponential, 6.0)],
    ids=["constant", "erlang-4", "exponential", "hyperexponential"],
)
def test_mean_waits_of_one_officer_are_those_of_pollaczek_and_khinchine(service, exact):
    assert abs(_z(list(_mean_waits(1, SERVICE * 10 // 8, service)), exact)) < 4


def test_mean_waits_of_two_classes_are_those_of_cobham():
    waits = {0: [], 1: []}
    for seed in range(REPLICATIONS):
        customers = _poisson(seed, SERVICE * 10 // 8, _exponential, lambda row: (int(not row.chance("class", 3_750)),))
        run = list(zip(customers, _waits(1, customers), strict=True))[WARM_UP:]
        for one in waits:
            waits[one].append(fmean(wait for (_, _, (own,)), wait in run if own == one) / SERVICE)
    assert abs(_z(waits[0], 1.142857)) < 4
    assert abs(_z(waits[1], 5.714286)) < 4


def test_a_wrong_theory_is_told_apart():
    """The bound of four standard errors is no rubber stamp: one officer more or less is far outside."""
    means = [10 * mean for mean in _mean_waits(3, SERVICE * 10 // 20, _exponential)]
    assert abs(_z(means, 2.132378)) > 4


CUSTOMER = st.tuples(st.integers(0, 40), st.integers(0, 100))


@given(st.lists(CUSTOMER, min_size=1, max_size=60))
def test_every_wait_of_one_officer_follows_lindleys_recursion(pairs):
    at, wait, customers, exact = 0, 0, [], []
    for number, (gap, service) in enumerate(pairs):
        if number:
            wait = max(0, wait + customers[-1][1] - gap)
        at += gap
        customers.append((at, service, ()))
        exact.append(wait)
    assert _waits(1, customers) == exact


@given(st.lists(CUSTOMER, min_size=1, max_size=60), st.integers(1, 5))
def test_every_wait_of_many_officers_follows_kiefer_and_wolfowitz(pairs, officers):
    free_at, at, customers, exact = [0] * officers, 0, [], []
    for gap, service in pairs:
        at += gap
        begun = max(at, free_at[0])
        free_at = sorted([*free_at[1:], begun + service])
        customers.append((at, service, ()))
        exact.append(begun - at)
    assert _waits(officers, customers) == exact


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=40))
def test_waiting_requests_are_served_by_priority_and_then_in_order_of_arrival(priorities):
    kernel, served = Kernel(), []
    desk = Desk(kernel, 1)

    def customer(number, priority):
        yield desk.request(priority)
        served.append(number)
        yield 1
        desk.release()

    def holder():
        yield desk.request(())
        yield 1
        desk.release()

    kernel.start(holder())
    for number, priority in enumerate(priorities):
        kernel.start(customer(number, priority))
    kernel.run()
    assert served == sorted(range(len(priorities)), key=lambda number: (priorities[number], number))


def test_nobody_is_served_while_the_desk_is_closed_and_the_most_urgent_first_when_it_opens():
    hours = Hours(Calendar.official())
    kernel, served = Kernel(instant("2022-09-30T17:00:00")), []  # the holidays follow, to 7 October
    desk = Desk(kernel, 1, hours.opens)

    def customer(name, at, priority):
        yield at - kernel.now
        yield desk.request(priority)
        served.append((name, kernel.now))
        yield HOUR
        desk.release()

    kernel.start(customer("in time", instant("2022-09-30T17:29:59"), (9,)))
    kernel.start(customer("plain", instant("2022-10-01T10:00:00"), (5,)))
    kernel.start(customer("urgent", instant("2022-10-03T10:00:00"), (1,)))
    kernel.run()
    opening = instant("2022-10-08T09:00:00")
    assert served == [
        ("in time", instant("2022-09-30T17:29:59")),
        ("urgent", opening),
        ("plain", opening + HOUR),
    ]


def test_a_desk_without_officers_is_refused():
    with pytest.raises(ValueError, match="needs an officer"):
        Desk(Kernel(), 0)


@given(st.integers(instant("2022-01-01"), instant("2025-12-01")), st.integers(0, 10 * DAY), st.integers(0, 10 * DAY))
def test_working_time_adds_up(at, first, second):
    hours = Hours(Calendar.official())
    assert hours.after(hours.after(at, first), second) == hours.after(at, first + second)


@pytest.mark.parametrize(
    ("begun", "hours_of_work", "done"),
    [
        ("2022-09-30T16:30:00", 1, "2022-09-30T17:30:00"),
        ("2022-09-30T16:30:00", 2, "2022-10-08T10:00:00"),  # holidays between; 8 October is a Saturday worked
        ("2022-10-08T05:00:00", 1, "2022-10-08T10:00:00"),
        ("2022-10-01T12:00:00", 17, "2022-10-09T17:30:00"),  # two full days, the second a Sunday worked
    ],
)
def test_work_stops_at_the_close_of_business_and_on_days_off(begun, hours_of_work, done):
    assert Hours(Calendar.official()).after(instant(begun), hours_of_work * HOUR) == instant(done)
