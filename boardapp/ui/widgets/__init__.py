"""House widgets that several screens share."""
