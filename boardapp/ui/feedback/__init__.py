"""The parts of the page 群众意见."""
