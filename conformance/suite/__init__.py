"""The conformance suite for pytest: every certification case as a test, and random stories by Hypothesis.

    pytest -p conformance.suite.plugin --pyargs conformance.suite --target mapping:my-platform.yaml

For a vendor's own development: a failing case stands alone, and a failing story is shrunk to a short one. It signs
nothing; `zcd certify` does.
"""
