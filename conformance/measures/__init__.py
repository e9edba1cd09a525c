"""What is counted on a trace and never judged: one function a measure, registered on import under the measure's id."""

from conformance.measures import application, arrears, authority, money, rates

__all__ = ["application", "arrears", "authority", "money", "rates"]
