"""Grades of the historical cases."""

import pytest

from crisisplanner.domain.figures import Basis, Confidence
from crisisplanner.exchange.shipped_content.grades import grade_meaning


@pytest.mark.parametrize(
    ("grade", "basis", "confidence"),
    [
        ("C s", Basis.SOURCED, Confidence.HIGH),
        ("C k", Basis.STANDARD, Confidence.LOW),
        ("A s", Basis.SOURCED, Confidence.LOW),
        ("A k", Basis.ASSUMPTION, Confidence.LOW),
        ("C s/k", Basis.STANDARD, Confidence.LOW),
        ("C/A s", Basis.SOURCED, Confidence.LOW),
        ("C date s / A size s", Basis.SOURCED, Confidence.LOW),
        ("C role s / A size k", Basis.ASSUMPTION, Confidence.LOW),
    ],
)
def test_a_grade_counts_as_its_weaker_part(
    grade: str, basis: Basis, confidence: Confidence
) -> None:
    assert grade_meaning(grade) == (basis, confidence)


@pytest.mark.parametrize("grade", ["", "C", "s", "certain"])
def test_half_a_grade_is_refused(grade: str) -> None:
    with pytest.raises(ValueError, match="Expected a grade"):
        grade_meaning(grade)
