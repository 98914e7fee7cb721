"""The accounts room: the list of customers and the card of one."""
