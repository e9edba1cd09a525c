"""The ground: what may be said (events, traces) and what the law says (policy, clocks, clauses, norms, duties)."""
