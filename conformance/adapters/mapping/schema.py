"""The mapping file as typed data. Every text in braces is a template (`templates`); everything else is literal."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from notice.yaml import Model

Name = Annotated[str, StringConstraints(min_length=1)]
Template = Any
"""Literals and '{path|converter}' in any nesting; {each: path, item: template} makes a list of a list."""

CallLine = Annotated[str, Field(pattern=r"^(GET|POST|PUT|PATCH|DELETE) /\S*$")]
"""Method and path, as 'PATCH /申请/{application}'."""

Words = Annotated[tuple[str, ...], BeforeValidator(lambda given: given if isinstance(given, list) else [given])]
"""One of the platform's words, or several of equal meaning, of which the first is written."""


class Call(Model):
    """One HTTP call."""

    call: CallLine
    headers: dict[str, str] = Field(default_factory=dict)
    body: Template = None


class Tokens(Model):
    """Where the answer to opening a sandbox holds each party's token."""

    each: Name
    role: Name
    id: Name
    token: Name


class SandboxCalls(Model):
    """How a test environment is opened, moved forward and ended. `keep` names parts of the answer for later calls.

    `restart` stops the platform as a crash would and starts it again; without it, what it kept is not examined.
    """

    open: Call
    keep: dict[str, Name] = Field(default_factory=dict)
    tokens: Tokens
    auditor: Name
    advance: Call
    restart: Call | None = None
    close: Call | None = None


class Every(Model):
    """What every stimulus carries beside its own: headers, and members of the body."""

    headers: dict[str, str] = Field(default_factory=dict)
    body: dict[str, Template] = Field(default_factory=dict)


class Answers(Model):
    """How an answer is read: `code` and `text` are templates over {status, body}."""

    code: Name
    accepted: Words
    reasons: dict[str, Words]


class Stimulus(Model):
    """How one event type is submitted, and by what the platform shows later that it took it.

    `shown`: 'resource[key={field}].path', satisfied once something not empty stands there. `withheld`: fields that are
    none to a party whom such a path of its own shows nothing.
    """

    call: CallLine
    headers: dict[str, str] = Field(default_factory=dict)
    body: dict[str, Template] = Field(default_factory=dict)
    shown: Name | None = None
    withheld: dict[str, Name] = Field(default_factory=dict)


class Resource(Model):
    """Objects that are polled: the call, made once a look for all resources that share it, and where they stand."""

    call: CallLine
    objects: Name


class Observed(Model):
    """One difference between two polls that is an event.

    Of each object of `of` (or each item of its list `each`) for which `when` holds: the event happened when the first
    poll shows it. `id` tells one from another. Without `at` it happened some time since the poll before.
    """

    event: Name
    of: Name
    each: Name | None = None
    when: dict[str, Words] = Field(default_factory=dict)
    id: Name
    at: Name | None = None
    recorded_at: Name | None = None
    fields: dict[str, Template]


class Listed(Model):
    """Objects or their items of a resource that belong to a case."""

    of: Name
    where: dict[str, Name] = Field(default_factory=dict)
    each: Name | None = None
    when: dict[str, Words] = Field(default_factory=dict)


class Applications(Listed):
    """Applications of a case: id to state."""

    id: Name
    state: Name


class Deadlines(Listed):
    """Open deadlines of a case."""

    clock: Name
    bearer: dict[str, Name]
    due_at: Name


class Case(Model):
    """How a case is read back; `of` with `where` finds the object that is the case."""

    of: Name
    where: dict[str, Name]
    ceiling_fen: Name | None = None
    live_principal_fen: Name | None = None
    account: Name | None = None
    lock: Name | None = None
    applications: Applications | None = None
    deadlines: tuple[Deadlines, ...] = ()


class Mapping(Model):
    """A whole mapping file."""

    platform: Name
    contract: Name
    base_url: Annotated[str, Field(pattern=r"^https?://")]
    timeout_seconds: Annotated[float, Field(gt=0)]
    headers: dict[str, str]
    sandbox: SandboxCalls
    every_stimulus: Every = Every()
    answers: Answers
    words: dict[str, dict[str, Words]] = Field(default_factory=dict)
    stimuli: dict[str, Stimulus]
    resources: dict[str, Resource]
    observations: tuple[Observed, ...]
    case: Case
