"""Bundles as files: the zip, the bag and the signature. Imports the core only."""
