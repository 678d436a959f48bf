"""Which sections a plan has to have at its maturity and has nothing in yet.

What its match fills is no matter here: that a plan is not matched is said as such.
"""

from __future__ import annotations

from crisisplanner.domain.messages import Message, message
from crisisplanner.domain.plans import Plan
from crisisplanner.services.matching.match_view import MatchView, Standing
from crisisplanner.services.plan_contents.assembly import MATURITY_OF_SECTION, is_written
from crisisplanner.services.plan_contents.material import Material
from crisisplanner.services.session import Session

_NEVER_EMPTY = frozenset({1, 2, 3})
_OF_THE_MATCH = frozenset({13, 14, 15, 19})


def empty_sections(session: Session, plan: Plan) -> tuple[Message, ...]:
    """Name the compulsory sections that nothing is written in, in their order."""
    nothing = MatchView(plan.id, plan.title, plan.number, Standing.EMPTY, 0, 0, ())
    material = Material(session, plan, view=nothing, match=None, built=None, n_changes_since=0)
    due = (number for number, least in MATURITY_OF_SECTION.items() if plan.maturity >= least)
    asked = sorted(set(due) - _NEVER_EMPTY - _OF_THE_MATCH)
    return tuple(
        message(f"document.section.{number}")
        for number in asked
        if not is_written(material, number)
    )
