"""The parts of the page 三资台账: lists, cards, and what is done to them."""
