"""What we know: records and the rules of the method, in the standard library alone."""
