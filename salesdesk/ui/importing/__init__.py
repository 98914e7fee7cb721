"""Lists in and out: the dialog that brings a list in, and the one that writes a list to a file; used by rooms."""
