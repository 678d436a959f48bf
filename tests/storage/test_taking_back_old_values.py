"""Taking back steps whose values another version of the program wrote."""

import pytest

from crisisplanner.domain.errors import CrisisPlannerError
from crisisplanner.domain.register import Place
from crisisplanner.storage.journal import PlainEntry, PlainFields
from crisisplanner.storage.undoing import refuse_unknown_kinds, reversed_changes

PLACE = Place(id="p", name="Bunia")
KEY = ("place", "p")


def entry(before: PlainFields | None, after: PlainFields | None, kind: str = "place") -> PlainEntry:
    """Make an entry of the second step."""
    return PlainEntry(2, kind, "p", before, after)


@pytest.mark.parametrize(
    "one",
    [
        entry({"height_of_tower": 3}, {"height_of_tower": 4}),
        entry({"height_of_tower": 3, "id": "p"}, None),
        entry({"place_kind": "castle"}, {"name": "Bunia"}),
    ],
)
def test_a_value_that_this_version_does_not_know_is_refused_in_words(one: PlainEntry) -> None:
    rows = {KEY: PLACE} if one.after is not None else {}
    with pytest.raises(CrisisPlannerError, match=r"journal\.of_older_version"):
        reversed_changes([one], rows)


def test_a_kind_of_thing_that_this_version_does_not_have_is_refused_in_words() -> None:
    refuse_unknown_kinds([entry({}, {})])
    with pytest.raises(CrisisPlannerError, match=r"journal\.of_older_version"):
        refuse_unknown_kinds([entry({}, {}), entry({}, {}, kind="tower")])
