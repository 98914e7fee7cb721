"""Lists and cards of other programs: bytes into rows with their problems, records into bytes."""
