"""The contacts room: the list of people and the card of one."""
