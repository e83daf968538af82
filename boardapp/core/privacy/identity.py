"""Identity numbers: GB 11643 (18 characters, the last a check) and the 15 digits before 1999."""

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    str(code)
    for first, last in ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71))
    for code in range(first, last + 1)
)
_CITIES = {"11": 2, "12": 2, "31": 2, "50": 3}
_RESIDENTS = frozenset({"810000", "820000", "830000"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2049


def check_character(first: str) -> str:
    """Return the 18th character that belongs to the first 17 digits (GB 11643, ISO 7064 11-2)."""
    total = sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def is_identity(number: str) -> bool:
    """Whether 18 characters are an identity number: region, birth date and check character."""
    return (
        len(number) == 18
        and looks_like_identity(number)
        and check_character(number[:17]) == number[17]
    )


def looks_like_identity(number: str) -> bool:
    """Whether region and birth date of 18 characters are possible, whatever the check says."""
    year = int(number[6:10])
    return (
        _FIRST_YEAR <= year <= _LAST_YEAR
        and is_date(year, number[10:12], number[12:14])
        and _is_region(number[:6])
    )


def is_old_identity(number: str) -> bool:
    """Whether 15 digits can be an old number; it has no check, so the context must agree."""
    return (
        len(number) == 15
        and number.isdigit()
        and _is_region(number[:6])
        and is_date(1900 + int(number[6:8]), number[8:10], number[10:12])
    )


def is_date(year: int, month: str, day: str) -> bool:
    """Whether such a day exists."""
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def has_date(digits: str) -> bool:
    """Whether eight digits are a day between 1950 and 2099, as codes and file names bear it."""
    return 1950 <= int(digits[:4]) <= 2099 and is_date(int(digits[:4]), digits[4:6], digits[6:8])


def _is_region(code: str) -> bool:
    # Districts come and go and old numbers keep theirs, so only the shape of a code is held to.
    if code in _RESIDENTS or (code[0] == "9" and code[1:3] in _PROVINCES):
        return True
    city = int(code[2:4])
    last = _CITIES.get(code[:2], 43)
    return code[:2] in _PROVINCES and (1 <= city <= last or city == 90) and code[4:] != "00"
