"""Overlaps and orphans of aid, and donors, as sentences."""

from __future__ import annotations

from crisisplanner.services.presence.aid import AidView
from crisisplanner.ui.presence.aid_board import risk_word
from crisisplanner.ui.presence.findings import Finding
from crisisplanner.wording.catalogue import Wording

MOST_NAMED = 8


def orphan_findings(view: AidView, words: Wording) -> list[Finding]:
    """Say where the risk is grave and nobody is recorded as giving, the gravest first."""
    found = []
    for row in view.orphans:
        risk = risk_word(row.risk.level, words)
        said = words.say("aid.orphan", country=row.name, risk=risk, severity=row.risk.severity)
        if row.n_organisations:
            said += " " + words.say("aid.organisations", n=row.n_organisations)
        if row.share_funded is not None:
            said += " " + words.say("aid.funded", share=row.share_funded, required=row.required)
        act = words.say("aid.show") if row.n_activities else ""
        found.append(Finding(said, "alert-triangle", "open", row.country, act))
    return found


def overlap_findings(view: AidView, words: Wording) -> list[Finding]:
    """Say where several donors share a low risk or one sector."""
    found = []
    for one in view.overlaps:
        said = words.say(
            "aid.overlap_sector" if one.sector else "aid.overlap",
            n=len(one.donors),
            sector=one.sector,
            country=one.row.name,
            risk=risk_word(one.row.risk.level, words),
            names=_named(one.donors, words),
        )
        found.append(Finding(said, "copy", "warning", one.row.country, words.say("aid.show")))
    return found


def donor_findings(view: AidView, words: Wording) -> list[Finding]:
    """Say of each donor where it is recorded, at which risk, and what it gives in all."""
    found = []
    for one in view.donors:
        said = words.say("aid.donor_nowhere", donor=one.name)
        if one.countries:
            said = words.say(
                "aid.donor",
                donor=one.name,
                n=len(one.countries),
                countries=_named(one.countries, words),
                grave=one.n_grave,
                low=one.n_low,
            )
        if one.oda.is_known:
            said += " " + words.say("aid.oda", oda=one.oda, as_of=one.oda.as_of)
        if one.share_of_income is not None:
            said += " " + words.say("aid.of_income", share=one.share_of_income)
        found.append(Finding(said, "cash", "text_2"))
    return found


def _named(names: tuple[str, ...], words: Wording) -> str:
    shown = list(names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        shown.append(words.say("aid.more", n=len(names) - MOST_NAMED))
    return words.formats.listed(shown)
