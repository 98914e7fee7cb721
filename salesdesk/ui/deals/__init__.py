"""Deals: the list, the card of a small deal, the strategy sheet of a key project."""
