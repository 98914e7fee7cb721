"""Foreign files: bytes to records and problems, records to bytes."""
