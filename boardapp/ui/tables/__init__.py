"""Table models over tuples of records, and what a person types into them."""
