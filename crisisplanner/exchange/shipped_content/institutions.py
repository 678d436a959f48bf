"""The shipped institutions and their dated memberships."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from crisisplanner.domain.actors import Institution, Membership
from crisisplanner.domain.entity import Entity, EntityId, shipped_id
from crisisplanner.domain.figures import Basis
from crisisplanner.domain.terms import DecisionRule, MemberStatus
from crisisplanner.exchange.shipped_content.reading import Row, json_content, table_rows
from crisisplanner.exchange.shipped_content.sources import Sources, basis_of, figure

SAME_INSTITUTION: tuple[tuple[str, str], ...] = (("EU2010", "EU"),)
"""An entry that states another at an earlier date, and the entry that it belongs to."""

VETO_INSTITUTIONS = ("P5",)
_KNOWN_AS_OF = re.compile(r"known as of (\d{4}-\d{2}-\d{2})")


def institution_id(code: str) -> EntityId:
    """Give the id of a shipped institution."""
    return shipped_id(Institution.KIND, code)


def institution_entities(sources: Sources) -> Iterator[Entity]:
    """Build the institutions, then their memberships."""
    entries: Mapping[str, Mapping[str, Any]] = json_content("reference", "institutions.json")
    rules = {row["code"]: row for row in table_rows("reference", "institution_rules.csv")}
    earlier = dict(SAME_INSTITUTION)
    for code, entry in entries.items():
        if code not in earlier:
            same = [entries[other] for other, own in SAME_INSTITUTION if own == code]
            yield _institution(entry, same, rules[code], sources)
    for row in table_rows("reference", "memberships.csv"):
        yield _membership(row)


def _institution(
    entry: Mapping[str, Any], same: list[Mapping[str, Any]], rule: Row, sources: Sources
) -> Institution:
    code: str = entry["code"]
    notes = [entry["notes"], *(f"{other['name']}: {other['notes']}" for other in same)]
    words = [entry["decision_rule"], *(f"{o['asof']}: {o['decision_rule']}" for o in same)]
    return Institution(
        id=institution_id(code),
        code=code,
        name=entry["name"],
        institution_kind=entry["kind"],
        decision_rule=DecisionRule(rule["decision_rule"]),
        decision_rule_note="; ".join(words),
        decision_days=figure(
            float(entry["typical_decision_days_assumption"]),
            "d",
            Basis.ASSUMPTION,
            sources.note("institution.decision_days"),
        ),
        members_known_as_of=_list_date(entry["asof"]),
        note="\n".join(note for note in (*notes, rule["reason"]) if note),
        source=sources.note("institution"),
    )


def _list_date(text: str) -> date:
    """Read a list's date; a year alone means its first day, as in the memberships."""
    return date.fromisoformat(text if "-" in text else f"{text}-01-01")


def _membership(row: Row) -> Membership:
    match = _KNOWN_AS_OF.search(row["note"])
    return Membership(
        id=shipped_id(Membership.KIND, f"{row['institution']}:{row['iso3']}:{row['from']}"),
        institution=institution_id(row["institution"]),
        member_iso3=row["iso3"],
        from_date=_date(row["from"]),
        to_date=_date(row["to"]),
        known_as_of=date.fromisoformat(match[1]) if match else None,
        status=MemberStatus(row["status"]),
        has_veto=row["institution"] in VETO_INSTITUTIONS,
        basis=basis_of(row["basis"]),
        note=row["note"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
