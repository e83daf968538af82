"""The parts of the archive's page: what is found, a year's list, the notice, closing a year."""
