"""Pictures as display lists: painted alike on the screen, on paper and as SVG."""
