"""The native adapter: what it makes of good, lost and strange answers, and of servers that are no platform."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from http_helpers import BANK, CAPABILITIES, RIVAL, START, Asked, Told, filing, polite, shim

from conformance.adapters.cloudevents import to_wire
from conformance.adapters.http import HttpSandbox, HttpTarget
from conformance.port import Capabilities, OutcomeUnknown
from conformance.reference.serving import Served
from notice.civil import DAY
from notice.errors import InputError
from notice.events import PLATFORM, Actor, BankFiled, Event, Refused

Answer = Callable[[Asked], Told | None]
SECRET = "only-for-this-test"


def on_events(told: Answer) -> Answer:
    """A polite shim that answers `POST /v1/events` as told."""
    return lambda asked: told(asked) if asked.path == "/v1/events" and asked.method == "POST" else polite(asked)


def on_feed(told: Answer) -> Answer:
    """A polite shim whose feed answers as told."""
    return lambda asked: told(asked) if asked.path.startswith("/v1/events") and asked.method == "GET" else polite(asked)


@contextmanager
def box_at(answer: Answer, **options: float) -> Iterator[tuple[HttpSandbox, list[Asked], HttpTarget]]:
    """A sandbox at a shim, what the shim was asked, and the target."""
    with shim(answer) as (base_url, asked):
        target = HttpTarget(base_url, SECRET, **{"asks_max": 3, **options})  # type: ignore[arg-type]
        yield target.open(START, [BANK, RIVAL]), asked, target


# --- a real platform --------------------------------------------------------------------------------------------


def test_an_accepted_stimulus_comes_back_as_it_was_sent(box: HttpSandbox) -> None:
    assert box.submit(filing("1")) == (filing("1"),) == tuple(box.feed(None))


def test_a_refusal_has_the_name_that_the_platform_gave_it_and_keeps_it(box: HttpSandbox) -> None:
    first = box.submit(filing("1"), as_subject=RIVAL)
    assert isinstance(first[0], Refused) and first[0].reasons == ("ACTOR_NOT_TOKEN_SUBJECT",)
    assert first == box.submit(filing("1"), as_subject=RIVAL) == tuple(box.feed(None))


def test_a_feed_goes_on_where_it_was_left_and_starts_again_from_nought(box: HttpSandbox) -> None:
    for number in range(3):
        box.submit(filing(str(number)))
    assert [event.id for event in box.feed(None)] == ["0", "1", "2"]
    assert [event.id for event in box.feed(None, 3)] == []
    box.submit(filing("3"))
    assert [event.id for event in box.feed(None, 3)] == ["3"]
    assert [event.id for event in box.feed(None, 2)] == ["2", "3"]
    assert [event.id for event in box.feed(None)] == ["0", "1", "2", "3"]


def test_a_case_that_is_not_there_reads_as_none_whatever_its_name(box: HttpSandbox) -> None:
    for award in ("A", "a/b", "..", "?x=1#y", "中标 1", "%2F"):
        assert box.read(award) is None and box.read(award, BANK) is None


def test_the_clock_is_moved_and_moving_it_to_where_it_stands_is_no_fault(box: HttpSandbox) -> None:
    box.advance(START + DAY)
    box.advance(START + DAY)
    box.settle()
    assert box.submit(filing("1", at=START + DAY))[0].at == START + DAY


def test_moving_the_clock_back_is_told_with_the_platforms_words(box: HttpSandbox) -> None:
    with pytest.raises(InputError, match="moves forward only"):
        box.advance(START - 1)


def test_an_actor_without_a_token_is_told_by_name(box: HttpSandbox) -> None:
    with pytest.raises(InputError, match="bank:B9"):
        box.submit(filing("1"), as_subject=Actor("bank", "B9"))


def test_capabilities_and_name_are_the_platforms(served: Served) -> None:
    told = HttpTarget(served.base_url, served.admin_secret, name="reference:http").capabilities()
    assert (told.contract, told.name, told.clock_level) == ("1", "reference", "V3")


def test_pages_of_any_size_hold_the_same_feed(box: HttpSandbox) -> None:
    told = [event for number in range(7) for event in box.submit(filing(str(number)))]
    told += box.submit(filing("strange"), as_subject=RIVAL)
    for size in (1, 2, 3, 7, 8, 100):
        feed: list[Event] = []
        while page := box.feed(None, len(feed), size):
            assert len(page) <= size
            feed += page
        assert feed == told, size
    assert list(box.feed(None)) == told and list(box.feed(None, 6)) == told[6:]


def test_a_restarted_sandbox_holds_what_it_acknowledged(served: Served, box: HttpSandbox) -> None:
    assert HttpTarget(served.base_url, served.admin_secret).capabilities().restarts
    told = [event for number in range(3) for event in box.submit(filing(str(number)))]
    box.restart()
    assert list(box.feed(None)) == told
    assert box.submit(filing("0")) == (told[0],)


def test_a_server_that_cannot_be_restarted_says_so_or_is_told_in_words() -> None:
    def without_it(asked: Asked) -> Told | None:
        return Told(404) if asked.path.endswith("/restart") else polite(asked)

    with box_at(without_it) as (box, _, target):
        assert not target.capabilities().restarts
        with pytest.raises(InputError, match="not done"):
            box.restart()


def test_the_administrators_secret_is_taken_from_the_environment(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZCD_ADMIN_SECRET", served.admin_secret)
    HttpTarget(served.base_url).open(START, [BANK]).close()
    monkeypatch.delenv("ZCD_ADMIN_SECRET")
    with pytest.raises(InputError, match="ZCD_ADMIN_SECRET"):
        HttpTarget(served.base_url)


def test_a_wrong_administrators_secret_is_told_in_words(served: Served) -> None:
    with pytest.raises(InputError, match="no token for client 'admin'"):
        HttpTarget(served.base_url, "wrong").open(START, [BANK])


# --- lost answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("loss", [None, Told(503), Told(500, b"oops", "text/plain"), Told(429)])
def test_a_lost_answer_is_asked_for_again_with_the_same_body(loss: Told | None) -> None:
    answers = iter([loss, loss, Told(201, {"events": [to_wire(filing("1"))]})])
    with box_at(on_events(lambda _: next(answers))) as (box, asked, _):
        assert box.submit(filing("1")) == (filing("1"),)
        bodies = [one.body for one in asked if one.path == "/v1/events"]
    assert len(bodies) == 3 and len(set(bodies)) == 1


@pytest.mark.parametrize("loss", [None, Told(502), Told(500)])
def test_an_answer_that_stays_lost_leaves_the_outcome_unknown(loss: Told | None) -> None:
    with box_at(on_events(lambda _: loss)) as (box, asked, _):
        with pytest.raises(OutcomeUnknown, match="asked 3 times"):
            box.submit(filing("1"))
        assert sum(one.path == "/v1/events" for one in asked) == 3


def test_an_answer_that_comes_too_late_leaves_the_outcome_unknown() -> None:
    def late(_: Asked) -> Told:
        time.sleep(0.3)
        return Told()

    with box_at(on_events(late), timeout_s=0.05) as (box, _, _), pytest.raises(OutcomeUnknown, match="Timeout"):
        box.submit(filing("1"))


def test_a_sandbox_closes_quietly_on_a_server_that_is_gone() -> None:
    with box_at(polite) as (box, _, _):
        pass
    box.close()


# --- strange answers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", [{}, b"", {"events": []}, {"id": 7}, b"<html>created</html>"])
def test_a_server_that_answers_201_to_everything_is_survived(body: object) -> None:
    with box_at(on_events(lambda _: Told(201, body))) as (box, _, _):
        assert box.submit(filing("1")) == ()
        box.settle()
        box.advance(START + DAY)
        assert list(box.feed(None)) == [] and box.read("A") is None
        box.close()


def test_202_tells_nothing_yet() -> None:
    with box_at(on_events(lambda _: Told(202, {"events": [to_wire(filing("1"))]}))) as (box, _, _):
        assert box.submit(filing("1")) == ()


@pytest.mark.parametrize(
    ("problem", "reasons", "unmapped"),
    [
        ({"reason": "BANK_NOT_FILED"}, ("BANK_NOT_FILED",), []),
        ({"reason": "X", "reasons": ["BANK_NOT_FILED", "HOUSE_RULE"]}, ("BANK_NOT_FILED",), ["code HOUSE_RULE"]),
        ({"reason": "HOUSE_RULE"}, (), ["code HOUSE_RULE"]),
        ({"reasons": [5, None]}, (), ["code 422"]),
        ({}, (), ["code 422"]),
        ([], (), ["code 422"]),
        (b"<html>no</html>", (), ["code 422"]),
    ],
)
def test_a_refusal_keeps_known_reasons_and_counts_the_others(problem, reasons, unmapped) -> None:  # type: ignore[no-untyped-def]
    with box_at(on_events(lambda _: Told(422, problem, "application/problem+json"))) as (box, _, target):
        (refusal,) = box.submit(filing("1"))
        assert isinstance(refusal, Refused) and (refusal.reasons, refusal.stimulus) == (reasons, filing("1"))
        assert list(target.unmapped) == unmapped
        assert box.submit(filing("1")) == (refusal,)


def test_members_that_nobody_asked_for_and_other_ids_are_no_fault() -> None:
    event = BankFiled(at=START, actor=BANK, source="urn:km:x", id="9f0c-ä b", bank="B1", parts=())
    strange = to_wire(event) | {"traceparent": "00", "dataschema": "x", "datacontenttype": "application/json;v=2"}
    strange["data"] |= {"internal": {"due_at": "soon"}}
    alien = {"specversion": "1.0", "type": "AuditCompleted", "id": "1"}
    page = {"events": [alien, strange], "next": "c1", "more": False, "total": 2}
    with box_at(on_feed(lambda _: Told(200, page))) as (box, _, _):
        assert list(box.feed(None)) == [event]


def test_a_case_read_back_with_more_than_was_asked_is_understood() -> None:
    due = {"clock": "first_loan", "bearer": {"role": "bank", "id": "B1"}, "due_at": "2022-10-10T01:00:00Z", "left": 5}
    state = {"award": "A", "ceiling_fen": 7, "lock": "all", "deadlines": [due], "officer": "Li"}
    with box_at(lambda asked: Told(200, state) if "/cases/" in asked.path else polite(asked)) as (box, _, _):
        read = box.read("A")
    assert read is not None and (read.ceiling_fen, read.lock, read.deadlines[0].due_at) == (7, "all", START)


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        ({"events": {}}, "no list"),
        ({"events": [5]}, "cannot be read"),
        ({"events": [to_wire(filing("1")) | {"time": "soon"}]}, r"\$.time"),
        ({"events": [], "more": True}, "does not move on"),
        ({"events": [], "more": True, "next": 5}, "does not move on"),
        (b"<html>", "no JSON object"),
        ([], "no JSON object"),
    ],
)
def test_a_feed_that_cannot_be_read_is_told_with_its_place(page: object, complaint: str) -> None:
    with box_at(on_feed(lambda _: Told(200, page))) as (box, _, _), pytest.raises(InputError, match=complaint) as error:
        box.feed(None)
    assert "GET http://127.0.0.1" in error.value.where


def test_a_feed_that_goes_in_a_circle_is_told() -> None:
    page = {"events": [], "more": True, "next": "same"}
    with box_at(on_feed(lambda _: Told(200, page))) as (box, _, _), pytest.raises(InputError, match="does not move on"):
        box.feed(None)


def test_an_expired_token_is_renewed_once_and_a_token_that_is_never_taken_is_told() -> None:
    answers = iter([Told(401), Told(), Told(401), Told(401)])
    with box_at(on_events(lambda _: next(answers))) as (box, _, _):
        assert box.submit(filing("1")) == ()
        with pytest.raises(InputError, match="does not take the token"):
            box.submit(filing("2"))


def test_a_redirection_is_neither_acceptance_nor_refusal() -> None:
    with box_at(on_events(lambda _: Told(302))) as (box, _, _), pytest.raises(InputError, match="neither"):
        box.submit(filing("1"))


# --- no platform ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "complaint"),
    [
        (Told(200, b"<html>hello</html>", "text/html"), "no JSON object"),
        (Told(404, b"not found", "text/plain"), "no capabilities"),
        (Told(201, {}), "no capabilities"),
        (Told(200, CAPABILITIES | {"contract": "2.0"}), "speaks contract '2.0'"),
        (Told(200, CAPABILITIES | {"clock_level": "V9"}), "no capabilities"),
        (Told(503, b""), "no answer"),
        (None, "no answer"),
    ],
)
def test_a_server_that_is_no_platform_is_told_with_advice(told: Told | None, complaint: str) -> None:
    with shim(lambda _: told) as (base_url, _), pytest.raises(InputError, match=complaint) as error:
        HttpTarget(base_url, SECRET, asks_max=2).open(START, [BANK])
    assert error.value.where and error.value.instead


def test_nobody_listening_is_told_with_advice() -> None:
    with shim(polite) as (base_url, _):
        pass
    with pytest.raises(InputError, match="zcd serve"):
        HttpTarget(base_url, SECRET, asks_max=2).capabilities()


@pytest.mark.parametrize("base_url", ["", "localhost:8000", "ftp://x", "http://", "http://x:port"])
def test_what_is_no_address_is_told(base_url: str) -> None:
    with pytest.raises(InputError, match="http://HOST:PORT"):
        HttpTarget(base_url, SECRET).capabilities()


@pytest.mark.parametrize(
    "body", [{}, {"id": "x"}, {"id": "x", "clients": [{}]}, {"id": "x", "clients": []}, [], b"<html>"]
)
def test_a_sandbox_without_clients_is_told(body: object) -> None:
    answer = lambda asked: Told(201, body) if asked.path == "/v1/sandboxes" else polite(asked)  # noqa: E731
    with shim(answer) as (base_url, _), pytest.raises(InputError):
        HttpTarget(base_url, SECRET).open(START, [BANK])


def test_types_of_a_platforms_own_are_not_claimed_to_be_observed() -> None:
    told = CAPABILITIES | {"observes": ["BankFiled", "AuditCompleted"], "vendor": "km"}
    with shim(lambda _: Told(200, told)) as (base_url, _):
        capabilities = HttpTarget(base_url, SECRET).capabilities()
    assert capabilities == Capabilities(contract="1", name="shim", observes=("BankFiled",), clock_level="V3")


def test_a_refusal_in_the_feed_is_preferred_to_one_made_from_the_answer() -> None:
    theirs = Refused(at=START, actor=PLATFORM, source="km", id="R-1", reasons=("BANK_NOT_FILED",), stimulus=filing("1"))

    def told(asked: Asked) -> Told:
        if asked.method == "GET":
            return Told(200, {"events": [to_wire(theirs)], "next": "1"})
        return Told(409, {"reason": "BANK_NOT_FILED"})

    answer = lambda asked: told(asked) if asked.path.startswith("/v1/events") else polite(asked)  # noqa: E731
    with box_at(answer) as (box, _, _):
        assert box.submit(filing("1")) == (theirs,)
