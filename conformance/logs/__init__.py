"""Event logs in other formats: in by a declared mapping or as they were written here, out for other tools."""
