"""The archive: finding what was published or booked, and closing a year's book."""
