"""Reading dates and days from D; the order of day and month is decided by column, from evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType

from crisisplanner.domain.account import DATE_OPEN, DateOrder
from crisisplanner.domain.days import Day, When
from crisisplanner.exchange.grid import CellValue
from crisisplanner.exchange.values import fault, line_of, shown, words_key

_MONTHS: Mapping[str, int] = MappingProxyType(
    {
        name: number
        for number, names in enumerate(
            (
                "jan january janvier enero janeiro janv ene",
                "feb february fevrier febrero fevereiro fev",
                "mar march mars marzo marco",
                "apr april avril abril avr abr",
                "may mai mayo maio",
                "jun june juin junio junho",
                "jul july juillet julio julho juil",
                "aug august aout agosto ago",
                "sep sept september septembre septiembre setembro set",
                "oct october octobre octubre outubro out",
                "nov november novembre noviembre novembro",
                "dec december decembre diciembre dezembro dic dez",
            ),
            1,
        )
        for name in names.split()
    }
)
_DAY_FROM_D = re.compile(r"[Dd]\s*(?:([+\-−])\s*(\d{1,5}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]*Z?)?")
_NUMBERS = re.compile(r"(\d{1,4})[./\- ](\d{1,2})[./\- ](\d{2}|\d{4})(?:[T ]+[\d:.]+)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:[T ]+[\d:.]+)?")
_DAY_MONTH_NAME = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s\-./]+([^\W\d]{3,10})\.?[\s\-./,]+(\d{2}|\d{4})"
)
_MONTH_NAME_DAY = re.compile(r"([^\W\d]{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_MONTHS_OF_YEAR = 12
_LAST_YEAR_OF_THIS_CENTURY = 68


class DatesOfColumn:
    """Read the dates of one column in the order that its cells give evidence for.

    Without evidence, and without an order from the caller, a date such as 7/8/2022 is a fault.
    """

    def __init__(self, cells: Iterable[CellValue], asked: DateOrder | None) -> None:
        self._asked = asked
        self._seen: set[DateOrder] = set()
        self.open_example = ""
        for cell in cells:
            if isinstance(cell, str):
                self._look_at(cell.strip())
        self.order = asked or (next(iter(self._seen)) if len(self._seen) == 1 else None)

    @property
    def is_decided_by_evidence(self) -> bool:
        """Tell whether the cells gave the order, and it is worth telling."""
        return self._asked is None and self.order is not None

    @property
    def is_mixed(self) -> bool:
        """Tell whether the cells have dates in several orders, each certain by itself."""
        return self._asked is None and len(self._seen) > 1

    @property
    def is_open(self) -> bool:
        """Tell whether there are dates that can be read in two ways."""
        return self.order is None and bool(self.open_example)

    def _look_at(self, text: str) -> None:
        match = _NUMBERS.fullmatch(text)
        if match is None or len(match[1]) > 2:
            return
        first, second, year = int(match[1]), int(match[2]), _full_year(match[3])
        if first > 12 >= second:
            self._seen |= {DateOrder.DMY} if _is_date(year, second, first) else set()
        elif second > 12 >= first:
            self._seen |= {DateOrder.MDY} if _is_date(year, first, second) else set()
        elif first != second and not self.open_example:
            self.open_example = text

    def date_of(self, cell: CellValue) -> date:
        """Read a calendar date."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        text = line_of(cell)
        if not isinstance(cell, str):
            raise fault("import.not_a_date", found=shown(cell))
        try:
            found = self._parsed(text)
        except ValueError:
            found = None
        if found is None:
            raise fault("import.not_a_date", found=shown(cell))
        return found

    def when_of(self, cell: CellValue, *, counts_days: bool) -> When:
        """Read a date or a day from D; bare numbers only where the header speaks of days."""
        number = _bare_number(cell)
        if number is not None and counts_days:
            return Day(number)
        if isinstance(cell, str):
            match = _DAY_FROM_D.fullmatch(cell.strip())
            if match:
                day = int(match[2] or 0)
                return Day(-day if match[1] in ("-", "−") else day)
        if number is not None:
            raise fault("import.not_a_when", found=shown(cell))
        return self.date_of(cell)

    def _parsed(self, text: str) -> date | None:
        if match := (
            _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text)
        ):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _DAY_MONTH_NAME.fullmatch(text):
            return _named_month(match[1], match[2], match[3])
        if match := _MONTH_NAME_DAY.fullmatch(text):
            return _named_month(match[2], match[1], match[3])
        if match := _NUMBERS.fullmatch(text):
            return self._by_order(int(match[1]), int(match[2]), match[3], text)
        return None

    def _by_order(self, first: int, second: int, year: str, text: str) -> date:
        if first > 31:
            raise ValueError(text)
        if self._asked is None and first > 12:
            return date(_full_year(year), second, first)
        if self._asked is None and second > 12:
            return date(_full_year(year), first, second)
        if self.order is DateOrder.YMD and len(year) == 2:
            return date(_full_year(str(first).zfill(2)), second, int(year))
        if self.order is DateOrder.DMY or first == second:
            return date(_full_year(year), second, first)
        if self.order is DateOrder.MDY:
            return date(_full_year(year), first, second)
        raise fault(DATE_OPEN, found=text)


def month_of(cell: CellValue) -> int:
    """Read a month by its name or number; a year beside it is passed over."""
    if isinstance(cell, datetime | date):
        return cell.month
    number = _bare_number(cell)
    if number is None and isinstance(cell, str):
        number = next((_MONTHS[k] for w in cell.split() if (k := words_key(w)) in _MONTHS), None)
    if number is None or not 1 <= number <= _MONTHS_OF_YEAR:
        raise fault("import.not_a_month", found=shown(cell))
    return number


def _bare_number(cell: CellValue) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if cell == int(cell) else None
    if isinstance(cell, str) and re.fullmatch(r"[+\-−]?\d{1,5}", cell.strip()):
        return int(cell.strip().replace("−", "-"))
    return None


def _named_month(day: str, name: str, year: str) -> date | None:
    month = _MONTHS.get(words_key(name))
    return None if month is None else date(_full_year(year), month, int(day))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _full_year(year: str) -> int:
    if len(year) != 2:
        return int(year)
    short = int(year)
    return short + (2000 if short <= _LAST_YEAR_OF_THIS_CENTURY else 1900)
