"""That one cause says nothing twice."""

from __future__ import annotations

from crisisplanner.domain.messages import message
from crisisplanner.services.matching.cause_sentences import folded

LATE = message("reason.late", days=23)
GONE = message("reason.gone", days=30)
ALSO = (message("reason.name.lift"),)


def test_what_holds_alone_and_among_others_is_said_once() -> None:
    among = message("reason.among_others", first=LATE, others=ALSO)
    partly = message("reason.partly_among_others", first=LATE, others=ALSO)
    assert folded([LATE, GONE, among]) == (partly, GONE)
    assert folded([among, LATE]) == (partly,)


def test_what_holds_only_among_others_stays_as_it_is() -> None:
    among = message("reason.among_others", first=LATE, others=ALSO)
    assert folded([GONE, among]) == (GONE, among)


def test_the_same_sentence_stands_once() -> None:
    assert folded([LATE, GONE, LATE]) == (LATE, GONE)
