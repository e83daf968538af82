"""The parts of 本月任务: what is due, the year, and the draft of one item."""
