from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from boardapp.core.village import Body, Book
from boardapp.services.desk import Desk, open_desk
from boardapp.services.village import body_named, book_named, set_up
from tests.builders import VILLAGE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path / "data", "王某", date(2026, 11, 6), new=True) as one:
        set_up(one, VILLAGE, "青石桥村股份经济合作社")
        yield one


@pytest.fixture
def book(desk: Desk) -> Book:
    return book_named(desk)


@pytest.fixture
def body(desk: Desk) -> Body:
    return body_named(desk)
