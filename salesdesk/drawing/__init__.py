"""Pictures as display lists, the same for the screen and for paper."""
