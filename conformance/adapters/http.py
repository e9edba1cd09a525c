"""The native adapter: a platform that speaks the contract over HTTP, as a `Target`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

import httpx
import msgspec

from conformance.adapters import cloudevents
from conformance.adapters.link import ASKS_MAX, TIMEOUT_S, Credentials, Link, Unanswered
from conformance.port import Capabilities, CaseState, OutcomeUnknown
from notice.civil import rfc3339
from notice.errors import InputError
from notice.events import EVENT_TYPES, PLATFORM, Actor, Event, Refused

ADMIN_SECRET = "ZCD_ADMIN_SECRET"
AUDITOR = "auditor"
_NO_PLATFORM = "give the base URL of a platform that serves GET /v1/capabilities (try `zcd serve`)"


class HttpTarget:
    """A platform under test at `base_url`. `admin_secret` (default: environment ZCD_ADMIN_SECRET) opens sandboxes.

    `unmapped` counts the reason codes it gave that the vocabulary does not have; such a refusal has no reasons here.
    """

    def __init__(
        self,
        base_url: str,
        admin_secret: str | None = None,
        *,
        name: str = "",
        admin_id: str = "admin",
        timeout_s: float = TIMEOUT_S,
        asks_max: int = ASKS_MAX,
    ) -> None:
        self.name = name or base_url
        self._base_url, self._timeout_s, self._asks_max = base_url, timeout_s, asks_max
        secret = admin_secret or os.environ.get(ADMIN_SECRET)
        if not secret:
            raise InputError(
                "no secret of the administrative client",
                where=base_url,
                instead=f"set {ADMIN_SECRET} to what the server told",
            )
        self.unmapped: Counter[str] = Counter()
        self._admin = Credentials(admin_id, secret)
        self._capabilities: Capabilities | None = None

    def capabilities(self) -> Capabilities:
        """What the platform says of itself, asked once. Raises `InputError` if it is no platform of this contract."""
        if self._capabilities is None:
            link = self._link()
            try:
                self._capabilities = _capabilities(link)
            except Unanswered as lost:
                raise InputError(f"no answer ({lost})", where=self._base_url, instead=_NO_PLATFORM) from None
            finally:
                link.close()
        return self._capabilities

    def open(self, start_at: int, actors: Sequence[Actor]) -> HttpSandbox:
        """A fresh sandbox, with a token for each actor and for an auditor."""
        self.capabilities()
        link = self._link()
        try:
            return HttpSandbox(link, self._admin, self.unmapped, start_at, actors)
        except Unanswered as lost:
            link.close()
            raise InputError(f"no sandbox was opened ({lost})", where=self._base_url) from None
        except InputError:
            link.close()
            raise

    def _link(self) -> Link:
        return Link(self._base_url, timeout_s=self._timeout_s, asks_max=self._asks_max)


class HttpSandbox:
    """One sandbox over one keep-alive connection. Positions of a feed count the events of the vocabulary in it."""

    def __init__(
        self, link: Link, admin: Credentials, unmapped: Counter[str], start_at: int, actors: Sequence[Actor]
    ) -> None:
        self._link, self._admin, self._unmapped, self._now = link, admin, unmapped, start_at
        self._id, self._clients = _opened(link, admin, start_at, actors)
        self._reached: dict[Actor | None, tuple[int, str | None]] = {}
        self._refusals: dict[tuple[str, tuple[str, ...]], Refused] = {}
        self._searched: str | None = None

    def submit(self, event: Event, *, as_subject: Actor | None = None) -> Sequence[Event]:
        """Asks with the same id again if the answer was lost; raises `OutcomeUnknown` when that does not help."""
        who = self._credentials(as_subject or event.actor)
        content = msgspec.json.encode(cloudevents.to_wire(event))
        try:
            response = self._link.ask("POST", "/v1/events", who, content=content, media=cloudevents.MEDIA_TYPE)
        except Unanswered as lost:
            raise OutcomeUnknown(str(lost)) from None
        if response.status_code == 202:
            return ()
        if response.is_success:
            return self._events(response, lenient=True)
        if response.is_client_error:
            return (self._refusal(event, response),)
        raise self._link.fault(response, "neither accepted nor refused", "answer 201, 202 or a 4xx problem")

    def advance(self, to_at: int) -> None:
        """Moves the sandbox's clock forward."""
        self._ask("PUT", f"/v1/sandboxes/{self._id}/clock", self._admin, json={"to_at": rfc3339(to_at)})
        self._now = max(self._now, to_at)

    def settle(self) -> None:
        """Returns when nothing is pending."""
        self._ask("POST", f"/v1/sandboxes/{self._id}/settle", self._admin)

    def feed(self, actor: Actor | None, after: int = 0, limit: int | None = None) -> Sequence[Event]:
        """The feed from position `after` on: from the last page read if that is not beyond it, else from the start."""
        count, cursor = self._reached.get(actor, (0, None))
        if after < count or after == 0:
            count, cursor = 0, None
        events: list[Event] = []
        for page, following in self._pages(self._credentials(actor), cursor, limit):
            events += page
            self._reached[actor] = count + len(events), following
            if limit is not None and count + len(events) > after:
                break
        return events[after - count :]

    def read(self, award: str, actor: Actor | None = None) -> CaseState | None:
        """The case as the platform reads it back to the actor; None: it forbids it, or shows no case."""
        path = "/v1/cases/" + quote(award, safe="")
        response = self._ask("GET", path, self._credentials(actor), none_for=(403, 404))
        if not response.is_success:
            return None
        body = self._link.object(response)
        try:
            return msgspec.convert(cloudevents.from_instants(body, "$"), CaseState) if "award" in body else None
        except InputError as error:
            raise self._link.fault(response, f"no read-back of a case: {error}", "answer a CaseState") from None
        except msgspec.ValidationError as error:
            raise self._link.fault(response, f"no read-back of a case: {error}", "answer a CaseState") from None

    def restart(self) -> None:
        """Stops the platform, as far as this sandbox goes, and starts it again."""
        self._ask("POST", f"/v1/sandboxes/{self._id}/restart", self._admin)

    def close(self) -> None:
        """Ends the sandbox; a server that is gone has ended it already."""
        try:
            self._link.ask("DELETE", f"/v1/sandboxes/{self._id}", self._admin)
        except (Unanswered, InputError):
            pass
        finally:
            self._link.close()

    # --- asking

    def _credentials(self, actor: Actor | None) -> Credentials:
        who = self._clients.get((AUDITOR, AUDITOR) if actor is None else (actor.role, actor.id))
        if who is None:
            raise InputError(f"the sandbox has no client for {actor}", instead="name every actor when it is opened")
        return who

    def _ask(
        self, method: str, path: str, who: Credentials, *, none_for: Sequence[int] = (), **request: Any
    ) -> httpx.Response:
        try:
            response = self._link.ask(method, path, who, **request)
        except Unanswered as lost:
            raise InputError(f"no answer ({lost})", where=self._link.base_url) from None
        if response.is_success or response.status_code in none_for:
            return response
        raise self._link.fault(response, _detail(response) or "not done", "the contract asks for this in a sandbox")

    def _pages(
        self, who: Credentials, cursor: str | None, limit: int | None = None
    ) -> Iterator[tuple[tuple[Event, ...], str | None]]:
        """Pages of the feed after `cursor`, each with the cursor that follows it; at most `limit` events a page."""
        more = True
        while more:
            params = {} if cursor is None else {"after": cursor}
            params |= {} if limit is None else {"limit": str(limit)}
            response = self._ask("GET", "/v1/events", who, params=params)
            page = self._link.object(response)
            following, more = page.get("next", cursor), bool(page.get("more", False))
            if more and (following == cursor or not isinstance(following, str)):
                raise self._link.fault(response, "the feed has more and does not move on", "give each page its 'next'")
            cursor = following if isinstance(following, str) else cursor
            yield self._events(response), cursor

    def _events(self, response: httpx.Response, *, lenient: bool = False) -> tuple[Event, ...]:
        """Events of the vocabulary in an answer. `lenient`: an answer without a body of events tells none."""
        try:
            told = self._link.object(response).get("events", [])
        except InputError:
            if not lenient:
                raise
            told = []
        if not isinstance(told, list):
            raise self._link.fault(response, "'events' is no list", "answer a list of CloudEvents")
        known = [one for one in told if not isinstance(one, dict) or one.get("type") in EVENT_TYPES]
        try:
            return tuple(cloudevents.event_from(one) for one in known)
        except InputError as error:
            raise self._link.fault(
                response, f"an event cannot be read: {error}", "write it as its schema says"
            ) from None

    # --- refusals

    def _refusal(self, event: Event, response: httpx.Response) -> Refused:
        """The platform's own `Refused` about this stimulus, or one made here that says the same."""
        given = _reasons(response)
        reasons = cloudevents.known_reasons(given)
        self._unmapped.update(f"code {code}" for code in given if code not in reasons)
        sought = event.key, reasons
        if sought not in self._refusals:
            self._search_refusals()
        return self._refusals.get(sought) or self._made_here(event, response.status_code, reasons)

    def _search_refusals(self) -> None:
        """Reads on in the auditor's feed, so that a refusal is known by the name that the platform gave it."""
        for page, following in self._pages(self._credentials(None), self._searched):
            self._searched = following
            for event in page:
                if isinstance(event, Refused):
                    self._refusals.setdefault((event.stimulus.key, event.reasons), event)

    def _made_here(self, event: Event, status: int, reasons: tuple[Any, ...]) -> Refused:
        # the same refusal gets the same name, so a retry that is answered alike shows nothing new
        return Refused(
            at=self._now,
            actor=PLATFORM,
            source=self._link.base_url,
            id=f"{status} {event.key}",
            caused_by=(event.key,),
            reasons=reasons,
            stimulus=event,  # type: ignore[arg-type]  # only stimuli are submitted
            award=getattr(event, "award", None),
        )


# --- answers ----------------------------------------------------------------------------------------------------


def _problem(response: httpx.Response) -> dict[str, Any]:
    """Problem details, or nothing if the answer holds none."""
    try:
        body = cloudevents.parsed(response.content)
    except InputError:
        return {}
    return body if isinstance(body, dict) else {}


def _detail(response: httpx.Response) -> str:
    problem = _problem(response)
    return ": ".join(str(problem[name]) for name in ("title", "detail") if problem.get(name))


def _reasons(response: httpx.Response) -> list[str]:
    """All reason codes in problem details; the status stands for them where there is none."""
    problem = _problem(response)
    given = problem.get("reasons")
    codes = given if isinstance(given, list) and given else [problem.get("reason")]
    return [code for code in codes if isinstance(code, str)] or [str(response.status_code)]


def _capabilities(link: Link) -> Capabilities:
    response = link.ask("GET", "/v1/capabilities")
    if not response.is_success:
        raise link.fault(response, "this server has no capabilities of a platform", _NO_PLATFORM)
    try:
        told = msgspec.convert(link.object(response), Capabilities)
    except msgspec.ValidationError as error:
        raise link.fault(response, f"these are no capabilities: {error}", _NO_PLATFORM) from None
    if told.contract.partition(".")[0] != cloudevents.CONTRACT:
        raise link.fault(
            response,
            f"the platform speaks contract '{told.contract[:40]}'",
            f"this harness speaks contract {cloudevents.CONTRACT}",
        )
    return msgspec.structs.replace(told, observes=tuple(kind for kind in told.observes if kind in EVENT_TYPES))


Clients = dict[tuple[str, str], Credentials]


def _opened(link: Link, admin: Credentials, start_at: int, actors: Sequence[Actor]) -> tuple[str, Clients]:
    """The new sandbox's id, and the credentials of each (role, subject)."""
    parties = [(actor.role, actor.id) for actor in dict.fromkeys(actors)] + [(AUDITOR, AUDITOR)]
    wanted = {
        "start_at": rfc3339(start_at),
        "actors": [{"role": role, "subject": subject} for role, subject in parties],
    }
    response = link.ask("POST", "/v1/sandboxes", admin, json=wanted)
    if not response.is_success:
        raise link.fault(response, _detail(response) or "no sandbox was opened", "the contract asks for sandboxes")
    body = link.object(response)
    try:
        clients = {
            (one["role"], one["subject"]): Credentials(one["client_id"], one["client_secret"])
            for one in body["clients"]
        }
        name = quote(str(body["id"]), safe="")
    except (KeyError, TypeError):
        raise link.fault(response, "no id and clients of a sandbox", "answer id and clients") from None
    if missing := [party for party in parties if party not in clients]:
        raise link.fault(response, f"no client for {':'.join(missing[0])}", "give each actor a client")
    return name, clients
