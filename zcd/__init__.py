"""The front door: the command line. It parses, calls the library, and prints; it contains no logic."""
