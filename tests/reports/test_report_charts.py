"""Charts: the same bytes on every run, nothing overlaps, nothing crashes for want of data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as Xml

import matplotlib as mpl
import msgspec
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from conformance.judge import Judgement
from conformance.names import LANGS, Lang
from conformance.verdicts import Verdict
from conformance.worst import worst_subjects
from notice.events import Actor
from notice.policy import baseline
from notice.trace import Trace
from reports.charts.canvas import Chart, style
from reports.charts.cost import cost_chart
from reports.charts.disbursement import disbursement_chart, limit_days, within
from reports.charts.lettering import fitted, width_of
from reports.charts.timeline import due_text, timeline_chart
from reports.charts.verdicts import verdict_chart
from reports.matrix import rows
from reports.palette import TONES, accent
from reports.story import story
from sim.results import Estimate, PolicyInfo, Result

Draw = Callable[[Lang], Chart]


@pytest.fixture(params=["disbursement", "cost", "verdicts", "timeline"])
def draw(request: pytest.FixtureRequest, result: Result, trace: Trace, judgement: Judgement) -> Draw:
    """Each chart of the sample data."""
    charts: dict[str, Draw] = {
        "disbursement": partial(disbursement_chart, result),
        "cost": partial(cost_chart, result),
        "verdicts": partial(verdict_chart, judgement),
        "timeline": partial(timeline_chart, story(trace, judgement, "A-0042")),
    }
    return charts[request.param]


every_language = pytest.mark.parametrize("lang", LANGS)


def words_on(chart: Chart) -> list[tuple[str, Bbox]]:
    """Every text that is drawn, with the box it covers."""
    with style():
        renderer = FigureCanvasAgg(chart.figure).get_renderer()
        chart.figure.draw(renderer)
        texts = [text for text in chart.figure.findobj(Text) if text.get_text().strip() and text.get_visible()]
        return [(text.get_text(), Text.get_window_extent(text, renderer)) for text in texts]


def overlaps(chart: Chart) -> list[tuple[str, str]]:
    boxes = [(text, box.padded(-1.5)) for text, box in words_on(chart)]
    return [(one, other) for (one, box), (other, their) in combinations(boxes, 2) if box.overlaps(their)]


def outside(chart: Chart) -> list[str]:
    sheet = chart.figure.bbox
    return [text for text, box in words_on(chart) if box.x0 < 0 or box.y0 < 0 or box.x1 > sheet.x1 or box.y1 > sheet.y1]


@every_language
def test_no_text_overlaps_another_or_leaves_the_sheet(draw: Draw, lang: Lang) -> None:
    chart = draw(lang)
    assert words_on(chart) and overlaps(chart) == [] and outside(chart) == []


def test_the_search_for_overlaps_finds_a_planted_one(result: Result) -> None:
    chart = cost_chart(result, "en")
    chart.figure.text(0.5, 0.5, "one")
    chart.figure.text(0.5, 0.5, "other")
    chart.figure.text(0.99, 0.1, "over the edge")
    assert ("one", "other") in overlaps(chart) and outside(chart) == ["over the edge"]


@every_language
def test_long_titles_and_many_policies_overlap_nothing(lang: Lang, result: Result) -> None:
    long = {"en": "An uncommonly long-winded title of a reform " * 4, "zh": "名称极其冗长的一项改革方案" * 8}
    many = [msgspec.structs.replace(policy, title=long) for policy in result.policies]
    many += [msgspec.structs.replace(many[1], name=f"more-{number}") for number in range(3)]
    result = msgspec.structs.replace(result, policies=tuple(many))
    for chart in (disbursement_chart(result, lang), cost_chart(result, lang)):
        assert overlaps(chart) == [] and outside(chart) == []


def test_the_same_data_give_the_same_bytes(draw: Draw) -> None:
    first, again = (draw("zh") for _ in range(2))
    assert first.svg() == again.svg()
    assert first.png() == again.png()
    with mpl.rc_context({"font.size": 20, "svg.fonttype": "none", "svg.hashsalt": None, "axes.facecolor": "red"}):
        assert draw("zh").svg() == first.svg()


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "story.py").write_text(
        "import sys\nfrom conformance.judge import Judgement\nfrom notice.trace import Observation\n"
        "from reports.charts.verdicts import verdict_chart\n"
        "seen = Judgement(observation=Observation(vantage='world', until=0), policy='', norms={})\n"
        "sys.stdout.buffer.write(verdict_chart(seen, 'zh').svg())\n"
    )
    command = [sys.executable, str(tmp_path / "story.py")]
    root = str(Path(__file__).parents[2])
    runs = [
        subprocess.run(
            command, check=True, capture_output=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": root}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] and runs[0]


def test_a_chart_needs_no_font_to_view_and_bears_no_date(draw: Draw) -> None:
    chart = draw("zh")
    svg = chart.svg()
    names = {element.tag.rpartition("}")[2] for element in Xml.fromstring(svg).iter()}
    assert "path" in names and "text" not in names and b"<dc:date>" not in svg
    assert chart.alt and chart.png().startswith(b"\x89PNG")


def test_a_chart_of_other_data_is_another_chart(result: Result) -> None:
    other = msgspec.structs.replace(result, durations=result.durations | {"three-days": {"first": (9, 1)}})
    assert disbursement_chart(result, "en").svg() != disbursement_chart(other, "en").svg()


@every_language
def test_nothing_observed_is_drawn_as_nothing(lang: Lang, result: Result) -> None:
    nothing = Estimate(unit="bp", estimate=None, low=None, high=None, replications=0)
    empty = msgspec.structs.replace(
        result,
        estimates={"baseline": {"all_in_apr_bp": nothing}},
        differences={},
        durations={"baseline": {"first": ()}},
    )
    for chart in (disbursement_chart(empty, lang), cost_chart(empty, lang)):
        assert chart.svg() and overlaps(chart) == []
    alone = msgspec.structs.replace(result, policies=result.policies[:1])
    assert disbursement_chart(alone, lang).svg() and cost_chart(alone, lang).svg()


@every_language
def test_a_single_replication_is_drawn_without_an_interval(lang: Lang, result: Result) -> None:
    one = {
        policy: {name: msgspec.structs.replace(found, low=None, high=None) for name, found in own.items()}
        for policy, own in result.estimates.items()
    }
    assert cost_chart(msgspec.structs.replace(result, estimates=one), lang).svg()


@every_language
def test_a_trace_without_events_is_drawn(lang: Lang, trace: Trace, judgement: Judgement) -> None:
    empty = Trace(trace.observation, ())
    assert timeline_chart(story(empty, judgement, "no such award"), lang).svg()


def test_the_limit_is_the_policy_s_own(result: Result) -> None:
    stands, three, _ = result.policies
    assert [limit_days(stands, group) for group in ("first", "repeat")] == [5, 3]
    assert limit_days(three, "first") == 3
    assert limit_days(stands, "first") == baseline().number("first_sla_working_days")


def test_the_share_within_the_limit_counts_the_last_lawful_day() -> None:
    assert within((1, 0, 0, 0, 0, 2, 1), 5) == 0.75
    assert within((), 5) is None and within((0, 0), 5) is None


def test_the_clock_that_was_missed_is_late_and_the_others_are_not(trace: Trace, judgement: Judgement) -> None:
    told = story(trace, judgement, "A-0042")
    late = {clock.norm: (str(clock.bearer), clock.is_late) for clock in told.clocks}
    assert late["first-loan-in-time"] == ("bank:B2", True)
    assert late["publish-contract-in-time"] == ("purchaser:P4", True)
    assert late["pay-in-time"] == ("treasury:T1", False)
    assert told.marks["p#e14"] == Verdict.FAIL and told.marks["p#e13"] == Verdict.WARN


def test_a_miss_that_nothing_ended_stays_open_to_the_end(trace: Trace, judgement: Judgement) -> None:
    norm = judgement.norms["first-loan-in-time"]
    never = msgspec.structs.replace(norm.findings[0], why="overdue", evidence=("p#e4",), at=norm.findings[0].since_at)
    norms = judgement.norms | {norm.id: msgspec.structs.replace(norm, findings=(never,))}
    told = story(trace, msgspec.structs.replace(judgement, norms=norms), "A-0042")
    assert [clock.ended_at for clock in told.clocks if clock.norm == norm.id] == [None]
    assert timeline_chart(told, "en").svg()


def test_the_worst_subject_is_told_first(judgement: Judgement) -> None:
    norm = judgement.norms["first-loan-in-time"]
    mild = msgspec.structs.replace(norm.findings[0], subject="A-0001", verdict=Verdict.WARN)
    norms = judgement.norms | {"no-fees": msgspec.structs.replace(norm, findings=(mild,) * 9)}
    assert worst_subjects(msgspec.structs.replace(judgement, norms=norms).kept(), 2) == ["A-0042", "A-0001"]
    assert worst_subjects([], 2) == []


def test_a_cell_blames_only_those_who_are_blamed(judgement: Judgement) -> None:
    cells = {row.norm.id: row.cells for row in rows(judgement)}
    assert cells["first-loan-in-time"]["bank"] == (Verdict.FAIL, 3, 212)
    assert set(cells["first-loan-in-time"]) == {"bank"}
    assert cells["pay-in-time"]["treasury"] == (Verdict.PASS, 1180, 1184)
    assert cells["no-fees"]["bank"].verdict == Verdict.INCONCLUSIVE
    assert cells["award-ceiling"]["bank"] == (Verdict.NOT_EXERCISED, 0, 0)


def test_a_finding_that_blames_one_role_is_none_of_the_others(judgement: Judgement) -> None:
    norm = judgement.norms["pay-in-time"]
    late = msgspec.structs.replace(norm.findings[0], verdict=Verdict.FAIL, blames=(Actor("purchaser", "P4"),))
    norms = judgement.norms | {norm.id: msgspec.structs.replace(norm, open=0, findings=(late, *norm.findings[:5]))}
    cells = {row.norm.id: row.cells for row in rows(msgspec.structs.replace(judgement, norms=norms))}
    assert cells["pay-in-time"] == {"purchaser": (Verdict.FAIL, 1, 6), "treasury": (Verdict.PASS, 5, 5)}


@pytest.mark.parametrize(("due", "text"), [(86_400, "1970-01-01 24:00"), (63_000, "1970-01-01 17:30")])
def test_a_deadline_reads_as_the_law_writes_it(due: int, text: str) -> None:
    assert due_text(due) == text


def test_text_is_fitted_and_never_wider_than_its_place() -> None:
    for text in ("供应商不得变更唯一回款账户，放款后任何人不得变更", "From disbursement on nobody moves the account"):
        for lines in (1, 2, 3):
            broken = fitted(text, 1.2, size=9, lines=lines).split("\n")
            assert len(broken) <= lines and all(width_of(line, 9) <= 1.2 for line in broken)
    assert fitted("短", 1.2, size=9) == "短"
    assert not any(
        line.startswith(("，", "。")) for line in fitted("甲乙丙，丁。" * 9, 0.5, size=9, lines=99).split("\n")
    )


def test_verdicts_differ_by_sign_as_well_as_by_colour() -> None:
    assert len({tone.sign for tone in TONES.values()}) == len({tone.ground for tone in TONES.values()}) == len(Verdict)


def test_neighbouring_policies_have_different_colours() -> None:
    assert len({accent(position) for position in range(5)}) == 5


def test_policies_without_a_title_in_a_language_are_a_programming_error(result: Result) -> None:
    bare = PolicyInfo(name="x", title={}, origin={}, hash="", changes={})
    with pytest.raises(KeyError):
        cost_chart(msgspec.structs.replace(result, policies=(bare,)), "en")
