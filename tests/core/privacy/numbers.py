"""Made-up numbers with the right checks, for tables and properties."""

from boardapp.core.privacy.identity import check_character


def identity(first: str = "33110219900307123") -> str:
    """Return 17 digits with their check character."""
    return first + check_character(first)


def luhn(first: str) -> str:
    """Return digits with their Luhn digit."""
    total = 0
    for place, digit in enumerate(reversed(first)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return first + str(-total % 10)


def wrong(number: str) -> str:
    """Return a number with another last digit, so that its check fails."""
    return number[:-1] + str((int(number[-1]) + 1) % 10 if number[-1] != "X" else 5)
