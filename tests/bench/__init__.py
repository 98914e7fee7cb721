"""Measurements against their floors in one interleaved run: `python3 packaging/launch.py bench`."""
