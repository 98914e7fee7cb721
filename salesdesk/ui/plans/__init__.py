"""Account plans: the list, and one plan with its parts."""
