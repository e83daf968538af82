"""The registers of the three kinds of 三资: cards, what is computed from them, what is wrong."""
