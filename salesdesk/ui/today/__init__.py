"""The room of today: the next visit, what waits to be recorded, gaps worth closing, promises due."""
