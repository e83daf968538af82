"""Checks of what is about to be published: graded, named, and never silent."""
