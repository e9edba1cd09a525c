"""`python -m benchmarks`: measures and prints the table."""

from benchmarks.run import main

main()
