"""What is to be said of a match's later aims: what they took from coverage, and how far they came."""

from __future__ import annotations

from crisisplanner.domain.match import AimResult, AimStanding, Match
from crisisplanner.domain.messages import Message, message

SMALLEST_TOLD = 5e-5


def gave_up_coverage(match: Match) -> bool:
    """Tell whether later aims took so much of the coverage that it shows in the figures."""
    return match.given_up >= SMALLEST_TOLD


def aim_remarks(match: Match) -> tuple[Message, ...]:
    """Tell what later aims took, then of each that was not proven or not reached."""
    first, *later = match.aims or (None,)
    remarks = []
    if first is not None and first.value and gave_up_coverage(match):
        code = "match.aims.gave_up_proven" if match.is_coverage_proven else "match.aims.gave_up"
        missing = max(0.0, 1.0 - first.value / match.bound) if match.bound > 0 else 0.0
        remarks.append(
            message(
                code, found=first.value, given_up=match.given_up, bound=match.bound, gap=missing
            )
        )
    remarks.extend(_remark(one) for one in later if one.standing is not AimStanding.PROVEN)
    return tuple(remarks)


def _remark(result: AimResult) -> Message:
    return message("match.aims." + result.standing.value, aim=message("document.aim." + result.aim))
