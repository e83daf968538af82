"""The bundle that a village carries to its township: records and rules, no files."""
