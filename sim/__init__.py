"""The world: clock, draws, ledger, population, metrics and experiments."""
