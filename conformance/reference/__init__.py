"""The reference platform: a state machine that shares values, quantities and the calendar with the monitors, never predicates."""
