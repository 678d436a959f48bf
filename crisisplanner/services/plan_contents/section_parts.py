"""Small parts that many sections are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crisisplanner.domain.days import Day
from crisisplanner.domain.match import PlanReasonCode, ReasonCode
from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plan_document import (
    Align,
    Block,
    Cell,
    Column,
    Heading,
    Prose,
    ProseRole,
    Row,
    Table,
    Value,
)
from crisisplanner.services.measures import counted
from crisisplanner.services.plan_contents.material import Material

WHOLE = 1e-9


def heading(code: str, anchor: str = "") -> Heading:
    """Begin a part; one with an anchor stands in the outline."""
    return Heading(message("document.part." + code), anchor, is_in_outline=bool(anchor))


def head(code: str, *, at_end: bool = False, least_pt: float = 24.0) -> Column:
    """Make a column with its head."""
    align = Align.END if at_end else Align.START
    return Column(message("document.head." + code), align, least_pt)


def row(*values: Value | Cell, anchor: str = "") -> Row:
    """Make a table's row."""
    cells = (value if isinstance(value, Cell) else Cell(value) for value in values)
    return Row(tuple(cells), anchor=anchor)


def table(columns: Sequence[Column], rows: Iterable[Row], if_empty: str = "none") -> Table:
    """Make a table that says so when it is empty."""
    return Table(tuple(columns), tuple(rows), message("document.empty." + if_empty))


def note(code: str, **params: Value) -> Prose:
    """Make a small remark."""
    return Prose(message("document.note." + code, **params), ProseRole.NOTE)


def warning(said: Message) -> Prose:
    """Make a remark that must not be missed."""
    return Prose(said, ProseRole.WARNING)


def written(material: Material, section: str) -> list[Block]:
    """Give the written text of a section, with its author."""
    blocks: list[Block] = []
    for text in material.texts.get(section, ()):
        blocks.append(Prose(text.text))
        if text.author:
            status = message("word.TextStatus." + text.status.value)
            said = message("document.text_by", author=text.author, status=status)
            blocks.append(Prose(said, ProseRole.NOTE))
    return blocks


def percent(share: float | None) -> Value:
    """Say a share; a part that would round to all or nothing stays a part."""
    if share is None:
        return None
    if 0.995 <= share < 1.0 - WHOLE:
        share = 0.99
    elif WHOLE < share < 0.005:
        return message("document.under_one_percent")
    return message("document.percent", share=share)


def period(from_day: int, to_day: int) -> Message:
    """Say from which day to which."""
    return message("document.period", start=Day(from_day), end=Day(to_day))


def cause_words(code: str) -> Message:
    """Name a cause shortly; one that this document does not know is still printed."""
    known = {one.name.lower() for one in ReasonCode} | {one.value for one in PlanReasonCode}
    return message("cause." + (code if code in known else "other"))


def amount_words(quantity: float | None, unit: str) -> Value:
    """Write a quantity in the unit of its type."""
    if quantity is None:
        return None
    return counted(quantity, unit)


def titled_amount(quantity: float | None, title: str, unit: str) -> Value:
    """Write how much of an offer, which may be one of many; a single one by its title alone."""
    if quantity is None:
        return message("document.quantity_unknown", thing=title)
    if quantity == 1:
        return title
    return message("document.titled_amount", thing=title, amount=counted(quantity, unit))


def semicolons(parts: Sequence[Value]) -> Value:
    """Say many things one after another, semicolons between.

    Halved again and again: said in a chain, some hundred parts nest too deep to be written.
    """
    if len(parts) < 2:
        return parts[0] if parts else ""
    middle = len(parts) // 2
    first, second = semicolons(parts[:middle]), semicolons(parts[middle:])
    return message("document.semicolon", first=first, second=second)


def below(lines: Iterable[Value]) -> Value:
    """Put lines below each other; a sign where there are none."""
    said: Value = None
    for line in lines:
        said = line if said is None else message("document.next_line", first=said, second=line)
    return "–" if said is None else said
