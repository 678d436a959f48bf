"""Grades of facts in the historical cases: how sure, and how known."""

from __future__ import annotations

import re

from crisisplanner.domain.figures import Basis, Confidence

_HOW_SURE = re.compile(r"\b[CA]\b")
_HOW_KNOWN = re.compile(r"\b[sk]\b")


def grade_meaning(grade: str) -> tuple[Basis, Confidence]:
    """Read a grade such as ``C s`` or ``C date s / A size k``; the weaker of its parts counts.

    C is confident and A approximate; s was seen in a source, k is general knowledge. C with s is
    sourced with high confidence; C with k a standard to be verified; A has low confidence, with s
    sourced, with k an assumption.
    """
    sure, known = set(_HOW_SURE.findall(grade)), set(_HOW_KNOWN.findall(grade))
    if not sure or not known:
        raise ValueError(f"Expected a grade of C or A with s or k, got {grade!r}")
    if "A" in sure:
        return (Basis.ASSUMPTION if "k" in known else Basis.SOURCED), Confidence.LOW
    if "k" in known:
        return Basis.STANDARD, Confidence.LOW
    return Basis.SOURCED, Confidence.HIGH
