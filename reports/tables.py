"""The figures of an experiment as documents: what `summary.json` and `comparison.json` hold."""

from __future__ import annotations

from collections import Counter
from typing import Any

from conformance.judge import Judgement
from sim.results import Estimate, Result


def summary(result: Result, judgement: Judgement | None, wall_s: float) -> dict[str, Any]:
    """Metrics of the first policy, `by` policy those of all, and how many norms came out how."""
    base = result.policies[0].name
    return {
        "metrics": {
            metric: {"unit": estimate.unit}
            | _interval(estimate)
            | {"by": {"policy": {name: _interval(own[metric]) for name, own in result.estimates.items()}}}
            for metric, estimate in result.estimates.get(base, {}).items()
        },
        "verdicts": Counter(norm.verdict.name for norm in judgement.norms.values()) if judgement else {},
        "wall_s": round(wall_s, 1),
    }


def comparison(result: Result) -> dict[str, Any]:
    """Per metric and reform the paired difference and what pairing bought."""
    metrics = {metric for differences in result.differences.values() for metric in differences}
    return {
        metric: {
            reform: {
                "baseline": found.baseline,
                "reform": found.reform,
                "difference": found.difference,
                "low": found.low,
                "high": found.high,
                "variance_reduction": found.variance_reduction,
                "replications": found.replications,
            }
            for reform, differences in result.differences.items()
            if (found := differences.get(metric)) is not None
        }
        for metric in sorted(metrics)
    }


def _interval(estimate: Estimate) -> dict[str, float | None]:
    return {"estimate": estimate.estimate, "low": estimate.low, "high": estimate.high}
