"""The reference platform: it shares values, quantities and the calendar with the monitors, never predicates."""
