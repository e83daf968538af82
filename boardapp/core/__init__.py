"""Records and rules of the village board: standard library only, no clock, no files."""
