"""Bundles, sealing, enrolment, ingest and the team store."""
