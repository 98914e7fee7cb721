"""Pages on paper: PDF reports."""
