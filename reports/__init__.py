"""Pure functions of traces, verdicts and results: charts, pages, tables."""
