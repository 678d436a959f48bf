"""What the form of each kind of part asks, and what of it with which choice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from crisisplanner.domain.actors import ChairTerm, FocalPoint, Membership
from crisisplanner.domain.airfields import Runway
from crisisplanner.domain.entity import Entity
from crisisplanner.domain.limits import Budget, LiftPool, ShareCap
from crisisplanner.domain.offers import Caveat, Commitment, DecisionStep
from crisisplanner.domain.plans import Assumption, DecisionPoint, Phase
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.domain.situation import AccessPermit, Authority, CrisisFact, Scenario
from crisisplanner.domain.terms import BudgetScope, CaveatKind
from crisisplanner.services.parts import may_come_before, parts_of
from crisisplanner.services.session import Session
from crisisplanner.ui.inspecting.field_form import Asked

COMPUTED = frozenset({CaveatKind.FORBIDS, CaveatKind.CAPS, CaveatKind.NEEDS, CaveatKind.DELAYS})
SCOPE = ("scope_place", "scope_task", "scope_phase", "scope_partner", "scope_crisis")
PERIOD = ("from_when", "to_when")


@dataclass(frozen=True, slots=True)
class PartKind:
    """Describe one kind of part: its form, and the icon before each."""

    entity_type: type[Entity]
    asked: Asked
    icon: str
    tone: str = "text_2"

    def asked_of(self, session: Session, owner: Entity, part: Entity | None) -> Asked:
        """Give what the form asks of a part of this owner."""
        if self.entity_type is not DecisionStep:
            return self.asked
        step = part if isinstance(part, DecisionStep) else None
        found = may_come_before(parts_of(session, owner, DecisionStep), "after", step)
        if found:
            return replace(self.asked, offered={"after": [(one.id, one.name) for one in found]})
        # Nothing stands before the first step, so nothing is asked.
        return replace(self.asked, rows=tuple(r for r in self.asked.rows if r != ("after",)))


def _only(*effects: CaveatKind) -> tuple[str, frozenset[str]]:
    return "effect", frozenset(effects)


_KINDS = (
    PartKind(
        DecisionStep,
        Asked(
            rows=(("name",), ("institution",), ("duration", "begins_on"), ("after",), ("source",)),
            hints={
                "name": "parts.hint.step_name",
                "duration": "parts.hint.step_duration",
                "after": "parts.hint.step_after",
            },
            may_be_unknown=frozenset({"duration"}),
        ),
        "gavel",
    ),
    PartKind(
        Caveat,
        Asked(
            rows=(
                ("text",),
                ("category",),
                ("effect",),
                ("quantity",),
                ("authority",),
                ("delay",),
                ("only_place",),
                ("scope_place", "scope_phase"),
                ("scope_task", "scope_partner"),
                ("scope_crisis",),
                PERIOD,
                ("days_to_lift",),
                ("source",),
            ),
            shown_with={
                "quantity": _only(CaveatKind.CAPS),
                "authority": _only(CaveatKind.NEEDS),
                "delay": _only(CaveatKind.DELAYS),
                "only_place": _only(CaveatKind.FORBIDS),
                **{name: ("effect", frozenset(COMPUTED)) for name in SCOPE},
            },
            hints={
                "effect": "parts.hint.effect.*",
                "text": "parts.hint.caveat_text",
                "scope_task": "parts.hint.scope_task",
            },
        ),
        "hand-stop",
        "warning",
    ),
    PartKind(
        Commitment,
        Asked(
            rows=(("where",), ("quantity",), PERIOD, ("source",)),
            hints={"quantity": "parts.hint.commitment_quantity"},
            may_be_unknown=frozenset({"quantity"}),
        ),
        "calendar-off",
    ),
    PartKind(
        FocalPoint,
        Asked(
            rows=(("name",), ("role",), ("contact",), ("marking",)),
            hints={"marking": "parts.hint.personal"},
        ),
        "user",
    ),
    PartKind(
        Fulfilment,
        Asked(
            rows=(
                ("occasion",),
                ("type",),
                ("promised", "delivered"),
                ("promised_for", "delivered_on"),
                ("note",),
                ("source",),
            ),
            hints={"delivered": "parts.hint.delivered"},
            may_be_unknown=frozenset({"promised", "delivered"}),
        ),
        "history",
    ),
    PartKind(
        Membership,
        Asked(
            rows=(
                ("member_iso3", "status"),
                ("from_date", "to_date"),
                ("known_as_of", "has_veto"),
                ("basis",),
                ("note",),
            ),
            hints={"known_as_of": "parts.hint.known_as_of"},
        ),
        "building-bank",
    ),
    PartKind(
        ChairTerm,
        Asked(
            rows=(
                ("holder_iso3", "holder"),
                ("from_date", "to_date"),
                ("basis",),
                ("source",),
            ),
            hints={"holder": "parts.hint.holder"},
        ),
        "user-circle",
    ),
    PartKind(
        Phase,
        Asked(
            rows=(
                ("name",),
                ("area",),
                ("from_day", "to_day"),
                ("start_condition",),
                ("end_condition",),
            )
        ),
        "calendar",
    ),
    PartKind(
        DecisionPoint,
        Asked(
            rows=(
                ("name",),
                ("latest_day", "decider"),
                ("institution",),
                ("information_needed",),
                ("choices",),
                ("if_no_decision",),
                ("taken",),
                ("source",),
            )
        ),
        "diamond",
    ),
    PartKind(
        Assumption,
        Asked(
            rows=(
                ("number", "assumption_kind"),
                ("text",),
                ("consequence_if_false",),
                ("likelihood", "state"),
                ("owner", "expires"),
                ("basis",),
                ("source",),
            )
        ),
        "question-mark",
    ),
    PartKind(
        LiftPool, Asked(rows=(("partner",), ("tonnes_per_week",), PERIOD, ("source",))), "plane"
    ),
    PartKind(
        Budget,
        Asked(
            rows=(("scope",), ("partner",), ("amount", "currency"), ("source",)),
            shown_with={"partner": ("scope", frozenset({BudgetScope.PARTNER}))},
        ),
        "coin",
    ),
    PartKind(ShareCap, Asked(rows=(("partner",), ("cap",))), "scale"),
    PartKind(
        CrisisFact,
        Asked(
            rows=(
                ("when_text", "from_date"),
                ("text",),
                ("basis", "grade"),
                ("confidence",),
                ("source",),
            ),
            hints={"when_text": "parts.hint.when_text", "from_date": "parts.hint.from_date"},
        ),
        "point",
    ),
    PartKind(
        Scenario,
        Asked(
            rows=(
                ("name",),
                ("scenario_kind", "consent"),
                ("narrative",),
                ("people_affected", "people_displaced"),
                ("displacement_per_day", "duration"),
            )
        ),
        "map",
    ),
    PartKind(
        Runway,
        Asked(rows=(("code", "name"), ("length", "width"), ("surface", "closed"), ("source",))),
        "plane",
    ),
    PartKind(
        AccessPermit,
        Asked(
            rows=(
                ("name",),
                ("place", "state"),
                ("partner", "ring"),
                ("asset_class",),
                PERIOD,
                ("basis",),
                ("source",),
            )
        ),
        "key",
    ),
    PartKind(
        Authority,
        Asked(
            rows=(
                ("name",),
                ("authority_kind", "reference"),
                PERIOD,
                ("scope",),
                ("ceiling", "basis"),
                ("source",),
            )
        ),
        "gavel",
    ),
)
PART_KINDS: Mapping[str, PartKind] = MappingProxyType(
    {part.entity_type.KIND: part for part in _KINDS}
)
