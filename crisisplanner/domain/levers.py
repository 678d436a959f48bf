"""What would change a plan for the better: levers with what may be hoped of them, alternatives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from crisisplanner.domain.messages import Message


class LeverKind(StrEnum):
    """Name what could be changed."""

    DECIDE_EARLIER = "decide_earlier"
    COME_SOONER = "come_sooner"
    STAY_LONGER = "stay_longer"
    LIFT_CAVEAT = "lift_caveat"
    ALLOW_CRISIS = "allow_crisis"
    EXTEND_CONDITION = "extend_condition"
    EXTEND_PERMIT = "extend_permit"
    RELEASE = "release"
    ASK_FOR_MORE = "ask_for_more"
    ADD_LIFT = "add_lift"
    MOVE_LIFT = "move_lift"
    SHIFT_NEED = "shift_need"
    ADD_NODE_CAPACITY = "add_node_capacity"
    ADD_BUDGET = "add_budget"
    RAISE_CEILING = "raise_ceiling"
    ADMIT_PARTNER = "admit_partner"


@dataclass(frozen=True, slots=True)
class Lever:
    """Describe one change to a problem, small enough for a person to bring about.

    ``subject`` is whose figure changes (an offer, caveat, condition, scope, node, requirement, or the
    name of a decision); ``amount`` by how much, in days, units, tonnes or money; ``day`` a day or
    week it is about. Lift that moves between weeks has both as its subject, the giving one first.
    ``hoped_gain`` estimates the gain in weighted coverage before any proof, from what the reason
    holds back and from the price of the limit; a proof may bring less, or more.
    """

    kind: LeverKind
    subject: str
    requirements: tuple[str, ...]
    amount: float
    day: int | None
    hoped_gain: float
    sentence: Message
    part: str = ""

    @property
    def moves_goal(self) -> bool:
        """Tell whether less is asked instead of more sent: its gain is measured against less."""
        return self.kind is LeverKind.SHIFT_NEED


@dataclass(frozen=True, slots=True)
class Alternative:
    """Name the next best offer for one allocation, None if nobody else is free, and its price.

    ``coverage_loss`` is in weighted coverage; ``cost_change`` is what would be paid more, less below
    0. Both are local: the rest of the plan stays as it is.
    """

    offer: str
    requirement: str
    from_day: int
    instead: str | None
    coverage_loss: float
    cost_change: float
    sentence: Message
