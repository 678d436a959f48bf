"""Messages survive their way through the journal with the types of their parameters."""

from datetime import UTC, date, datetime

from crisisplanner.domain.days import Day
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.messages import Ref, RefKind, message
from crisisplanner.domain.money import Money
from crisisplanner.storage.message_text import message_from_text, message_to_text


def test_every_type_of_parameter_is_read_back_as_it_was() -> None:
    said = message(
        "journal.undo",
        what=message("journal.imported", n=3, share=0.5, is_whole=True, nothing=None),
        day=Day(-3),
        at=datetime(2026, 3, 1, 9, tzinfo=UTC),
        on=date(2003, 5, 30),
        figure=Figure(4, "t", low=3, basis=Basis.MEASURED),
        cost=Money(12.5, "EUR"),
        who=Ref(RefKind.PARTNER, "fra"),
        several=("a", ("b", Day(1)), message("x")),
    )
    assert message_from_text(message_to_text(said)) == said
