"""English sentences of aid against risk."""

from __future__ import annotations

MESSAGES: dict[str, str | tuple[str, str]] = {
    "page.aid": "Aid against risk",
    "aid.reading": "Setting aid against risk",
    "aid.empty": "Nothing to compare yet",
    "aid.empty_why": (
        "Import activities with their donors (3W to 5W), and crises with their severity or response plans. "
        "Then this page names where many give and where nobody does."
    ),
    "aid.headline": "{orphans}; {overlaps}.",
    "aid.n_orphans": (
        "{n:number} country at high risk has no donor recorded",
        "{n:number} countries at high risk have no donor recorded",
    ),
    "aid.n_overlaps": (
        "{n:number} overlap of donors",
        "{n:number} overlaps of donors",
    ),
    "aid.caution": "A donor that is not recorded may still give: import more to know.",
    "aid.without_donor": (
        "{n:number} activity names no donor.",
        "{n:number} activities name no donor.",
    ),
    "aid.without_country": (
        "{n:number} names no country and is not compared.",
        "{n:number} name no country and are not compared.",
    ),
    "aid.sector": "Sector",
    "aid.every_sector": "Every sector",
    "aid.several": "Overlap from {n:number} donors",
    "aid.several_name": "From how many donors on it is called an overlap",
    "aid.chip.countries": "Countries",
    "aid.chip.orphans": "No donor",
    "aid.chip.overlaps": "Overlaps",
    "aid.chip.donors": "Donors",
    "aid.no_orphans": "Every country at high risk has a donor recorded.",
    "aid.no_overlaps": "Nowhere do so many donors give to a low risk or to one sector.",
    "aid.no_donors": "No donor is recorded.",
    "aid.column.country": "Country",
    "aid.column.risk": "Risk",
    "aid.column.donors": "Donors recorded",
    "aid.column.organisations": "Organisations",
    "aid.column.funded": "Response plan funded",
    "aid.no_plan": "no plan known",
    "aid.risk.very_high": "very high",
    "aid.risk.high": "high",
    "aid.risk.medium": "medium",
    "aid.risk.low": "low",
    "aid.risk.unknown": "not known",
    "aid.risk_unknown": "risk not known",
    "aid.by_severity": "{risk} risk (severity {severity:number1} of 5, {as_of})",
    "aid.by_assessment": "{risk} risk (our own assessment)",
    "aid.row": "{country}: {risk}, {donors}.",
    "aid.nothing_recorded": "nothing recorded",
    "aid.no_donor": "no donor recorded",
    "aid.donors": ("{n:number} donor: {names}", "{n:number} donors: {names}"),
    "aid.organisations": (
        "{n:number} organisation reports work there.",
        "{n:number} organisations report work there.",
    ),
    "aid.funded": "Its response plan is funded to {share:percent} of USD {required:number0}.",
    "aid.orphan": "{country}: {risk} risk (severity {severity}), no donor recorded.",
    "aid.overlap": (
        "{country}: {n:number} donor at {risk} risk: {names}.",
        "{country}: {n:number} donors at {risk} risk: {names}.",
    ),
    "aid.overlap_sector": (
        "{country}, {sector}: {n:number} donor at {risk} risk: {names}.",
        "{country}, {sector}: {n:number} donors give to one sector at {risk} risk: {names}.",
    ),
    "aid.donor": (
        "{donor} is recorded in {n:number} country: {countries}; {grave:number} at high risk, {low:number} at lower.",
        "{donor} is recorded in {n:number} countries: {countries}; {grave:number} at high risk, {low:number} at lower.",
    ),
    "aid.donor_nowhere": "{donor} is recorded in no country here.",
    "aid.oda": "Its development aid to all countries was {oda} ({as_of}).",
    "aid.of_income": "That was {share:percent2} of its gross national income.",
    "aid.oda_limits": (
        "Development aid is known as each donor's total of a year: to which countries and sectors it went,"
        " it does not tell."
    ),
    "aid.more": ("{n:number} more", "{n:number} more"),
    "aid.show": "Who does what there",
    "aid.nothing_reported": "No activity is reported for {country}, so there is nothing to open.",
}
