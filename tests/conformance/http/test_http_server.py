"""The reference server keeps the contract: tokens, refusals, the feed, sandboxes, limits."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest
from http_helpers import RIVAL, Caller, filing

from conformance.adapters.cloudevents import to_wire
from conformance.reference.problems import CLAUSES, Problem, refused
from conformance.reference.server import BODY_MAX, ROLES
from conformance.reference.tokens import LIFETIME_S, Tokens, new_client
from notice.catalogue import catalogue
from notice.events import EVENT_TYPES, Actor
from notice.vocabulary import Reason

PROBLEM = "application/problem+json"


@pytest.fixture
def parties(caller: Caller) -> dict[str, dict[str, str]]:
    """Tokens of two banks and an auditor in a fresh sandbox."""
    return caller.sandbox("bank:B1", "bank:B2", "auditor:auditor")[1]


# --- submitting -------------------------------------------------------------------------------------------------


def test_an_accepted_stimulus_is_answered_201_with_itself_first(caller: Caller, parties) -> None:
    answer = caller.submit(parties["bank:B1"], to_wire(filing("1")))
    assert answer.status_code == 201
    assert answer.json()["events"][0] == to_wire(filing("1"))


def test_the_same_body_again_is_answered_the_same_and_happens_once(caller: Caller, parties) -> None:
    first, again = (caller.submit(parties["bank:B1"], to_wire(filing("1"))) for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(caller.feed(parties["auditor:auditor"])) == 1


def test_members_in_another_order_are_the_same_body(caller: Caller, parties) -> None:
    wire = to_wire(filing("1"))
    first = caller.submit(parties["bank:B1"], wire)
    again = caller.submit(parties["bank:B1"], dict(reversed(wire.items())))
    assert first.json() == again.json() and again.status_code == 201


def test_another_body_under_the_same_id_is_refused_and_a_refusal_is_repeated(caller: Caller, parties) -> None:
    caller.submit(parties["bank:B1"], to_wire(filing("1")))
    other = to_wire(msgspec.structs.replace(filing("1"), parts=("loan_rates",)))
    answers = [caller.submit(parties["bank:B1"], other) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [409, 409]
    assert answers[0].json() == answers[1].json() and answers[0].json()["reason"] == "ID_REUSED"


def test_an_actor_that_is_not_the_tokens_subject_is_refused_403(caller: Caller, parties) -> None:
    answer = caller.submit(parties["bank:B2"], to_wire(filing("1")))
    assert (answer.status_code, answer.headers["content-type"]) == (403, PROBLEM)
    assert answer.json()["reason"] == "ACTOR_NOT_TOKEN_SUBJECT"
    assert [event["type"] for event in caller.feed(parties["auditor:auditor"])] == ["Refused"]


def test_a_role_that_may_not_say_so_is_refused_403(caller: Caller) -> None:
    _, tokens = caller.sandbox("finance_bureau:F1")
    bureau = Actor("finance_bureau", "F1")
    answer = caller.submit(tokens["finance_bureau:F1"], to_wire(filing("1", actor=bureau)))
    assert (answer.status_code, answer.json()["reason"]) == (403, "ROLE_NOT_ENTITLED")


def test_a_refusal_names_the_clause_where_one_stands_behind_it(caller: Caller, parties) -> None:
    product = {"bank": "B1", "product": "Q", "offered_apr_bp": 400, "loan_max_fen": 1, "tenor_max_days": 1}
    answer = caller.submit(parties["bank:B1"], to_wire(filing("1")) | {"type": "ProductPublished", "data": product})
    assert (answer.json()["reason"], answer.json()["clause"]) == ("BANK_NOT_FILED", "2.2.2.a")


def test_every_reason_has_a_status_and_every_clause_is_in_the_catalogue() -> None:
    for reason in get_args(Reason):
        assert refused((reason,)).status in (403, 409, 422)
    assert set(CLAUSES) <= set(get_args(Reason))
    assert set(CLAUSES.values()) <= set(catalogue().clauses)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"{", "$"),
        (b"[]", "$"),
        (b"", "$"),
        ({"specversion": "1.0"}, "$.id"),
        (to_wire(filing("1")) | {"data": {"bank": "B1", "parts": [5]}}, "$.data.parts[0]"),
        (to_wire(filing("1")) | {"time": "yesterday"}, "$.time"),
    ],
)
def test_a_malformed_body_is_answered_400_with_the_field_and_nothing_is_done(
    caller: Caller, parties, body, field
) -> None:
    answer = caller.submit(parties["bank:B1"], body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, PROBLEM)
    assert (answer.json()["reason"], answer.json()["field"]) == ("FIELD_INVALID", field)
    assert caller.feed(parties["auditor:auditor"]) == []


def test_a_body_beyond_the_limit_is_answered_413(caller: Caller, parties) -> None:
    assert caller.submit(parties["bank:B1"], b" " * (BODY_MAX + 1)).status_code == 413
    assert caller.submit(parties["bank:B1"], to_wire(filing("1"))).status_code == 201


def test_a_body_in_another_media_type_is_answered_415(caller: Caller, parties) -> None:
    body = msgspec.json.encode(to_wire(filing("1")))
    assert caller.submit(parties["bank:B1"], body, media="text/plain").status_code == 415


# --- who sees what ----------------------------------------------------------------------------------------------


def test_an_auditor_reads_all_and_writes_nothing(caller: Caller, parties) -> None:
    caller.submit(parties["bank:B1"], to_wire(filing("1")))
    answer = caller.submit(parties["auditor:auditor"], to_wire(filing("2")))
    assert (answer.status_code, answer.json()["reason"]) == (403, "ROLE_NOT_ENTITLED")
    assert len(caller.feed(parties["auditor:auditor"])) == 1


def test_a_refusal_is_shown_to_its_sender_and_to_nobody_else_but_the_auditor(caller: Caller, parties) -> None:
    caller.submit(parties["bank:B2"], to_wire(filing("1", actor=RIVAL, bank="B1")))
    assert len(caller.feed(parties["bank:B2"])) == len(caller.feed(parties["auditor:auditor"])) == 1
    assert caller.feed(parties["bank:B1"]) == []


def test_pages_of_any_size_show_each_event_once_and_in_order(caller: Caller, parties) -> None:
    for number in range(7):
        caller.submit(parties["bank:B1"], to_wire(filing(f"good {number}")))
        caller.submit(parties["bank:B2"], to_wire(filing(f"bad {number}")))
    whole = caller.feed(parties["bank:B1"])
    assert len(whole) == 7
    for limit in (1, 2, 3, 7, 8):
        shown, after, more = [], "0", True
        while more:
            query = {"after": after, "limit": limit}
            page = caller.client.get("/v1/events", params=query, headers=parties["bank:B1"]).json()
            assert len(page["events"]) <= limit
            shown, after, more = shown + page["events"], page["next"], page["more"]
        assert shown == whole


@pytest.mark.parametrize(
    "query", ["after=-1", "after=1", "after=x", "after=%C2%B2", "limit=0", "limit=1001", "after=" + "9" * 40]
)
def test_a_cursor_or_limit_out_of_range_is_answered_400(caller: Caller, parties, query: str) -> None:
    answer = caller.client.get(f"/v1/events?{query}", headers=parties["bank:B1"])
    assert (answer.status_code, answer.json()["reason"]) == (400, "FIELD_INVALID")


@pytest.mark.parametrize("award", ["nothing", "a/b", "..%2F..", "%00", "奖"])
def test_an_unknown_case_is_answered_404(caller: Caller, parties, award: str) -> None:
    answer = caller.client.get(f"/v1/cases/{award}", headers=parties["auditor:auditor"])
    assert (answer.status_code, answer.json()["reason"]) == (404, "OBJECT_UNKNOWN")


# --- tokens and sandboxes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Bearer no"}, {"Authorization": "Basic eA=="}, {"Authorization": "Bearer"}]
)
def test_without_a_token_nothing_is_told(caller: Caller, header: dict[str, str]) -> None:
    for method, path in [
        ("GET", "/v1/events"),
        ("GET", "/v1/cases/A"),
        ("POST", "/v1/events"),
        ("POST", "/v1/sandboxes"),
    ]:
        answer = caller.client.request(method, path, headers=header)
        assert answer.status_code == 401 and "WWW-Authenticate" in answer.headers


def test_wrong_credentials_are_answered_as_oauth_says(caller: Caller) -> None:
    form = {"grant_type": "client_credentials", "client_id": "admin", "client_secret": "guess"}
    answer = caller.client.post("/v1/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    answer = caller.client.post("/v1/token", data=form | {"grant_type": "password"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_credentials_are_taken_from_http_basic_too(caller: Caller, served) -> None:
    form = {"grant_type": "client_credentials"}
    answer = caller.client.post("/v1/token", data=form, auth=("admin", served.admin_secret))
    assert answer.status_code == 200 and answer.headers["cache-control"] == "no-store"


def test_a_token_ends_after_its_lifetime_in_wall_time() -> None:
    client, secret = new_client("x", "bank", "B1")
    clock = [0.0]
    tokens = Tokens({client.id: client}.get, now=lambda: clock[0])
    form = f"grant_type=client_credentials&client_id={client.id}&client_secret={secret}".encode()
    header = f"Bearer {tokens.issue(form, None)['access_token']}"
    clock[0] = LIFETIME_S - 1
    assert tokens.bearer(header) == client
    clock[0] = LIFETIME_S
    with pytest.raises(Problem):
        tokens.bearer(header)


def test_a_party_controls_no_sandbox_and_the_administrator_takes_no_part(caller: Caller) -> None:
    sandbox, tokens = caller.sandbox("bank:B1")
    move = {"to_at": "2023-01-01T00:00:00+08:00"}
    assert caller.client.put(f"/v1/sandboxes/{sandbox}/clock", json=move, headers=tokens["bank:B1"]).status_code == 403
    assert caller.client.delete(f"/v1/sandboxes/{sandbox}", headers=tokens["bank:B1"]).status_code == 403
    assert caller.submit(caller.admin, to_wire(filing("1"))).status_code == 403
    assert caller.client.get("/v1/events", headers=caller.admin).status_code == 403


def test_two_sandboxes_know_nothing_of_each_other(caller: Caller) -> None:
    (_, one), (_, two) = (caller.sandbox("bank:B1") for _ in range(2))
    caller.submit(one["bank:B1"], to_wire(filing("1")))
    assert len(caller.feed(one["bank:B1"])) == 1 and caller.feed(two["bank:B1"]) == []


def test_a_clock_moves_forward_only_and_what_is_submitted_beyond_it_is_refused(caller: Caller) -> None:
    sandbox, tokens = caller.sandbox("bank:B1")
    clock = f"/v1/sandboxes/{sandbox}/clock"
    late = to_wire(filing("1")) | {"time": "2022-10-12T00:00:00+08:00"}
    assert caller.submit(tokens["bank:B1"], late).json()["reason"] == "AT_OUT_OF_RANGE"
    for day, status in [("12", 200), ("12", 200), ("11", 409)]:
        move = {"to_at": f"2022-10-{day}T00:00:00+08:00"}
        assert caller.client.put(clock, json=move, headers=caller.admin).status_code == status
    assert caller.submit(tokens["bank:B1"], late | {"id": "2"}).status_code == 201


def test_a_deleted_sandbox_is_gone_with_its_tokens(caller: Caller) -> None:
    sandbox, tokens = caller.sandbox("bank:B1")
    assert caller.client.delete(f"/v1/sandboxes/{sandbox}", headers=caller.admin).status_code == 204
    assert caller.submit(tokens["bank:B1"], to_wire(filing("1"))).status_code == 401
    assert caller.client.post(f"/v1/sandboxes/{sandbox}/settle", headers=caller.admin).status_code == 404


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        {},
        {"start_at": "2022-10-10", "actors": [{"role": "bank", "subject": "B"}]},
        {"start_at": "2022-10-10T00:00:00+08:00", "actors": []},
        {"start_at": "2022-10-10T00:00:00+08:00", "actors": "B"},
        {"start_at": "2022-10-10T00:00:00+08:00", "actors": ["B"]},
        {"start_at": "2022-10-10T00:00:00+08:00", "actors": [{"role": "platform", "subject": "P"}]},
        {"start_at": "2022-10-10T00:00:00+08:00", "actors": [{"role": ["bank"], "subject": "B"}]},
        {"start_at": "2022-10-10T00:00:00+08:00", "actors": [{"role": "bank", "subject": ""}]},
        {"start_at": "2022-10-10T00:00:00+08:00", "actors": [{"role": "bank", "subject": "B"}] * 2},
    ],
)
def test_a_sandbox_that_makes_no_sense_is_not_opened(caller: Caller, wanted: object) -> None:
    answer = caller.client.post("/v1/sandboxes", json=wanted, headers=caller.admin)
    assert (answer.status_code, answer.json()["reason"]) == (400, "FIELD_INVALID")


def test_every_role_but_the_platform_may_have_a_token(caller: Caller) -> None:
    _, tokens = caller.sandbox(*(f"{role}:x" for role in sorted(ROLES)))
    assert len(tokens) == len(ROLES) == 8 and "platform:x" not in tokens


def test_capabilities_are_told_to_anybody(caller: Caller) -> None:
    told = caller.client.get("/v1/capabilities").json()
    assert told["contract"] == "1" and set(told["observes"]) == set(EVENT_TYPES)
    assert told["limits"]["body_bytes_max"] == BODY_MAX and told["clock_level"] == "V3"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 404), ("PUT", "/v1/events", 405), ("GET", "/docs", 404)]
)
def test_what_is_not_there_is_a_problem_too(caller: Caller, method: str, path: str, status: int) -> None:
    answer = caller.client.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, PROBLEM)
