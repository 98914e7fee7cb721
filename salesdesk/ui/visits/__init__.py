"""The room of visits: the list, the form with plan, record and gaps, the single touch."""
