"""Adapters from the port to platforms: in process, over HTTP, by a declarative mapping, from a log."""
