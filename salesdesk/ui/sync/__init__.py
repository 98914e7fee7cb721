"""The sync room: joining a team, what leaves, what comes in, and for a manager the team's store."""
