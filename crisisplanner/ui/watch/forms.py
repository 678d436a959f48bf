"""What the forms of the things that are watched ask, and what of it with which choice."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from crisisplanner.domain.actors import ChairTerm
from crisisplanner.domain.crisis_actors import CrisisActor, Leverage, Perception, Position
from crisisplanner.domain.monitoring import (
    CalendarEvent,
    CalendarKind,
    Event,
    IndicatorValue,
    MonitoringIndicator,
)
from crisisplanner.domain.situation import AccessPermit, Authority
from crisisplanner.domain.warning import ConditionKind, LeadsTo, Trigger, TriggerCondition
from crisisplanner.ui.inspecting.field_form import Asked
from crisisplanner.ui.inspecting.part_kinds import PART_KINDS
from crisisplanner.wording.catalogue import Wording


def _if(choice: str, *wanted: str) -> tuple[str, frozenset[str]]:
    return choice, frozenset(wanted)


_OF_SUMS = _if("condition_kind", ConditionKind.SERIES, ConditionKind.DEATHS)
_OF_STATES = _if("condition_kind", ConditionKind.STATES)
_WITHIN = _if("condition_kind", ConditionKind.STATES, ConditionKind.CALENDAR)

FORMS: Mapping[str, Asked] = MappingProxyType(
    {
        CrisisActor.KIND: Asked(
            rows=(
                ("name",),
                ("role", "iso3"),
                ("motives",),
                ("means",),
                ("red_lines",),
                ("source",),
            )
        ),
        Leverage.KIND: Asked(
            rows=(
                ("actor",),
                ("partner",),
                ("strength", "leverage_kind"),
                ("reason",),
                ("source",),
            ),
            hints={"strength": "actors.hint.strength"},
        ),
        Perception.KIND: Asked(
            rows=(("actor",), ("partner",), ("score",), ("reason",), ("source",)),
            hints={"score": "actors.hint.score"},
        ),
        Position.KIND: Asked(
            rows=(("partner",), ("issue",), ("stance", "since"), ("note",), ("source",)),
            hints={"stance": "actors.hint.stance"},
        ),
        CalendarEvent.KIND: Asked(
            rows=(
                ("name",),
                ("on_date", "calendar_kind"),
                ("crisis",),
                ("institution",),
                ("iso3",),
                ("note",),
                ("source",),
            ),
            hints={"crisis": "calendar.hint.crisis", "on_date": "calendar.hint.on_date"},
        ),
        ChairTerm.KIND: Asked(
            rows=(
                ("institution",),
                ("holder", "holder_iso3"),
                ("from_date", "to_date"),
                ("source",),
            ),
        ),
        Event.KIND: Asked(
            rows=(
                ("name",),
                ("from_date", "to_date"),
                ("event_type", "location"),
                ("deaths", "deaths_civilians"),
                ("side_a", "side_b"),
                ("headline",),
                ("source",),
            )
        ),
        MonitoringIndicator.KIND: Asked(
            rows=(("name",), ("unit_text", "frequency"), ("owner",), ("note",), ("source",))
        ),
        IndicatorValue.KIND: Asked(
            rows=(
                ("from_date", "to_date"),
                ("low", "best", "high"),
                ("iso3", "about"),
                ("source",),
            ),
            hints={"to_date": "series.hint.to_date"},
        ),
        Trigger.KIND: Asked(
            rows=(
                ("name",),
                ("sustained_days", "quiet_days"),
                ("leads_to", "lead_time"),
                ("decision_point",),
                ("task",),
                ("leads_to_text",),
                ("basis",),
                ("source",),
            ),
            shown_with={
                "decision_point": _if("leads_to", LeadsTo.DECISION_POINT),
                "task": _if("leads_to", LeadsTo.PREPAREDNESS),
            },
            hints={"sustained_days": "triggers.hint.sustained"},
        ),
        TriggerCondition.KIND: Asked(
            rows=(
                ("condition_kind",),
                ("indicator",),
                ("at_least",),
                ("period_days", "n_periods"),
                ("factors",),
                ("state", "n_indicators"),
                ("calendar_kinds",),
                ("within_days",),
            ),
            shown_with={
                "indicator": _if("condition_kind", ConditionKind.SERIES),
                "at_least": _OF_SUMS,
                "period_days": _OF_SUMS,
                "n_periods": _OF_SUMS,
                "factors": _OF_STATES,
                "state": _OF_STATES,
                "n_indicators": _OF_STATES,
                "calendar_kinds": _if("condition_kind", ConditionKind.CALENDAR),
                "within_days": _WITHIN,
            },
            hints={
                "condition_kind": "triggers.hint.kind.*",
                "factors": "triggers.hint.factors",
                "within_days": "triggers.hint.within",
            },
        ),
        **{kind: PART_KINDS[kind].asked for kind in (AccessPermit.KIND, Authority.KIND)},
    }
)


def calendar_choices(words: Wording) -> list[tuple[str, str]]:
    """Name the kinds of dates to tick."""
    return [(kind.value, words.say(f"word.CalendarKind.{kind.value}")) for kind in CalendarKind]
