"""Pure functions that compose what is published into Content."""
