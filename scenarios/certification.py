"""The certification scenarios: every YAML file in `certification/`, checked and made into cases.

A fault in a file is an `InputError` with file, line, column and field. Beyond the form, these are checked: names and
amounts exist, steps are in order, every duty and boundary is in the catalogue, and every negative case has a positive
twin from which it differs in as many things as it says.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from notice.catalogue import catalogue
from notice.errors import InputError, nearest
from notice.yaml import Document, Place, read
from scenarios.binding import bind
from scenarios.case import SAME_CASE, Case, CaseText, Scenario, Step
from scenarios.draws import draw
from scenarios.story import Story
from scenarios.twins import differences, is_negative, lonely

if TYPE_CHECKING:
    from collections.abc import Iterator

STORY = "story.yaml"


@cache
def certification() -> tuple[Case, ...]:
    """Every case of every scenario that ships with the package, by scenario file and in the file's order."""
    with as_file(files("scenarios") / "certification") as folder:
        return load(folder)


def load(folder: Path) -> tuple[Case, ...]:
    """The cases of all scenario files in `folder`, which holds a `story.yaml` too."""
    story = read(folder / STORY).parse(Story)
    paths = sorted(path for path in folder.glob("*.yaml") if path.name != STORY)
    cases = tuple(case for path in paths for case in load_scenario(read(path), story))
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise InputError(f"two cases are called '{case.id}'", where=str(folder), instead="give each its own name")
        seen.add(case.id)
    return cases


def load_scenario(document: Document, story: Story) -> tuple[Case, ...]:
    """The cases of one scenario file. Raises `InputError` with file, line, column and field."""
    scenario = document.parse(Scenario)
    cases: dict[str, Case] = {}
    for number, text in enumerate(scenario.cases):
        for case, origins in _expanded(scenario, text, story):
            if case.name in cases:
                raise document.error(("cases", number, "case"), f"'{case.name}' stands twice", "rename one of them")
            cases[case.name] = case
            _check(case, text, origins, ("cases", number), document)
    for number, text in enumerate(scenario.cases):
        for case, _ in _expanded(scenario, text, story):
            _check_twin(case, cases, ("cases", number), document)
    return tuple(cases.values())


def _expanded(scenario: Scenario, text: CaseText, story: Story) -> Iterator[tuple[Case, list[int]]]:
    """The case for every value of its `each`, and for each of its steps the number of the step in the file."""
    for chosen in _choices(text.each):
        # names of a step's own `each` stay in braces until the step is expanded
        one = CaseText.model_validate(_replaced(text.model_dump(by_alias=True, exclude_unset=True), chosen))
        pairs = [(number, step) for number, given in enumerate(one.steps) for step in _steps(given, story)]
        given = scenario.given if one.given is None else one.given
        case = Case(
            scenario=scenario.scenario,
            name=one.case,
            duty=one.duty or scenario.duty,
            profile=one.profile,
            purpose=scenario.purpose,
            boundary=one.boundary,
            twin=one.twin,
            differs_in=one.differs_in,
            start=one.start or scenario.start,
            let={**scenario.let, **one.let},
            given=given,
            steps=tuple(step for _, step in pairs),
            story=story,
        )
        yield case, [number for number, _ in pairs]


def _steps(step: Step, story: Story) -> Iterator[Step]:
    """The step for every value of its `each`; who may lawfully do it is left out of a list of actors."""
    lawful = story.acts[step.do].by if step.do in story.acts else ()
    for chosen in _choices(step.each):
        if not set(chosen.values()) & set(lawful):
            yield Step.model_validate(_replaced(step.model_dump(by_alias=True, exclude_unset=True), chosen))


def _choices(each: dict[str, tuple[str, ...]]) -> list[dict[str, str]]:
    chosen: list[dict[str, str]] = [{}]
    for name, values in each.items():
        chosen = [{**one, name: value} for one in chosen for value in values]
    return chosen


def _replaced(data: Any, chosen: dict[str, str]) -> Any:
    """`data` with `{name}` exchanged for the value chosen for it, wherever a text holds it."""
    if isinstance(data, str):
        for name, value in chosen.items():
            data = data.replace("{" + name + "}", value)
        return data
    if isinstance(data, dict):
        return {_replaced(key, chosen): _replaced(value, chosen) for key, value in data.items()}
    return [_replaced(one, chosen) for one in data] if isinstance(data, list | tuple) else data


def _check(case: Case, text: CaseText, origins: list[int], place: Place, document: Document) -> None:
    known = catalogue().duties
    for duty in {case.duty, *case.duties}:
        if duty not in known:
            raise document.error(place, f"no duty is called '{duty}'", nearest(duty, known))
    for boundary in case.boundary:
        if not any(boundary in known[duty].boundary_cases for duty in {case.duty, *case.duties}):
            listed = [name for duty in known.values() for name in duty.boundary_cases]
            raise document.error((*place, "boundary"), f"no boundary is called '{boundary}'", nearest(boundary, listed))
    try:
        bind(case, draw(case, seed=0))
    except InputError as error:
        raise document.error(_place(error.where, text, origins, place), error.what, error.instead) from None


def _place(where: str, text: CaseText, origins: list[int], place: Place) -> Place:
    """Where in the file the value stands whose path inside the expanded case is `where`."""
    parts: list[str | int] = [int(part) if part.isdigit() else part for part in where.split(".") if part]
    if parts[:1] == ["steps"]:
        parts[1] = origins[int(parts[1])]
    inherited = parts[:1] == ["given"] and text.given is None
    return tuple(parts) if inherited else (*place, *parts)


def _check_twin(case: Case, cases: dict[str, Case], place: Place, document: Document) -> None:
    if case.twin is None:
        if is_negative(case):
            raise document.error((*place, "case"), "a negative case names its positive twin", "add 'twin'")
        return
    if case.twin == SAME_CASE:
        if step := lonely(case):
            raise document.error((*place, "steps"), f"no accepted '{step.do}' in this case differs in one thing")
        return
    if case.twin not in cases:
        raise document.error((*place, "twin"), f"no case is called '{case.twin}'", nearest(case.twin, cases))
    twin = cases[case.twin]
    if twin.twin is not None:
        raise document.error((*place, "twin"), f"'{twin.name}' is no positive case", "name one that has no twin itself")
    found = differences(case, twin)
    if len(found) != case.differs_in:
        what = f"differs from its twin in {len(found)} things ({', '.join(found)}), not in {case.differs_in}"
        raise document.error((*place, "twin"), what, "let them differ in one, or say 'differs_in'")
