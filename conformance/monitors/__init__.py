"""One monitor a norm: pure functions of a case's history. Importing this package registers them all."""
