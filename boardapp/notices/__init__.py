"""Content and Imprint to PDF, and PDF to pictures: no database, no clock, no window."""
