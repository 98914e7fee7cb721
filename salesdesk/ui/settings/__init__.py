"""The settings room: language and look, the person, the workspace and its backups, fields of the team's own, about."""
