"""What is counted on a trace and never judged: one function a measure, found by the measure's id."""
