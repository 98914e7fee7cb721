"""Parts that every screen uses: forms, editors, record table, tasks, theme, icons."""
