"""Other names that people give to columns, by kind of import and field; case and signs don't count.

The fields' own codes and their names in the window are known without standing here.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from crisisplanner.domain.account import ImportKind

_PARTNER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("partner code", "partner id", "acronym", "abbreviation", "short name"),
        "name": (
            "partner",
            "partner name",
            "organisation",
            "organization",
            "organisation name",
            "organization name",
            "contributing country",
            "contributor",
            "full name",
            "country",
            "country name",
            "nation",
            "state name",
            "member state",
        ),
        "partner_kind": (
            "partner type",
            "type",
            "type of partner",
            "kind of partner",
            "organisation type",
            "organization type",
        ),
        "iso3": (
            "iso 3",
            "iso code 3",
            "iso3 code",
            "iso alpha 3",
            "iso 3166 1 alpha 3",
            "alpha 3",
            "iso code",
            "country code",
            "iso",
            "iso2",
            "iso code 2",
            "iso alpha 2",
            "alpha 2",
        ),
        "languages": ("language", "working languages"),
        "classification_ceiling": ("clearance", "classification", "highest classification"),
        "gdp": ("gross domestic product",),
        "oda": ("official development assistance", "aid"),
        "military_expenditure": ("military spending", "defence expenditure", "defence budget"),
        "population": ("inhabitants", "people"),
        "source": ("reference", "source of information"),
    }
)

_OFFER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("offer", "offer code", "offer id", "offer number", "reference", "ref", "no"),
        "partner": (
            "partner code",
            "partner name",
            "contributing country",
            "contributor",
            "contributing partner",
            "country",
            "nation",
            "organisation",
            "organization",
            "provider",
            "donor",
            "iso3",
            "iso code 3",
            "country code",
            "iso2",
        ),
        "type": (
            "capability type",
            "capability code",
            "type code",
            "asset type",
            "asset",
            "module",
            "resource type",
            "resource",
            "capability name",
        ),
        "description": (
            "designation",
            "details",
            "remarks",
            "comment",
            "comments",
            "what",
            "title",
            "name",
        ),
        "quantity": (
            "qty",
            "number of units",
            "no of units",
            "nr of units",
            "number",
            "units",
            "amount",
            "quantity offered",
            "how many",
            "count",
        ),
        "state": ("status", "offer state", "offer status"),
        "origin": ("location", "place of origin", "home base", "based at", "from place", "base"),
        "notice": ("notice to move", "days to depart", "ntm", "readiness time", "lead time"),
        "load": ("load", "loading time", "load time"),
        "transit": ("transit time", "travel", "travel time"),
        "setup": ("set up time", "time to set up", "installation"),
        "max_stay": ("maximum stay", "max stay", "duration", "endurance", "stay"),
        "unit_lift": ("lift", "weight", "tonnage", "lift per unit", "weight per unit"),
        "personnel": ("staff", "persons", "headcount", "number of people"),
        "mobilisation_cost": (
            "mobilization cost",
            "mob cost",
            "cost of mobilisation",
            "one off cost",
        ),
        "daily_cost": ("cost per day", "daily rate", "cost per unit per day"),
        "cost_share": ("share of costs", "cost share requested"),
        "available_from": (
            "from",
            "start",
            "start date",
            "available",
            "avail from",
            "availability from",
            "available as of",
            "from date",
            "earliest",
            "earliest date",
        ),
        "available_to": (
            "to",
            "until",
            "end",
            "end date",
            "avail to",
            "avail until",
            "availability to",
            "available until",
            "to date",
            "latest",
            "latest date",
        ),
        "readiness_equipment": ("equipment readiness", "readiness of equipment"),
        "readiness_people": ("people readiness", "readiness of people", "personnel readiness"),
        "readiness_funding": ("funding readiness", "readiness of funding"),
        "verification": ("verified", "how known"),
        "probability": ("probability of fulfilment", "likelihood"),
        "exclusive_group": ("group", "either or", "alternative group"),
        "asset_class": ("class of asset", "class"),
        "mode": ("transport mode", "mode of transport"),
        "divisible": ("can be split", "splittable"),
        "needs": ("authority", "authorities", "conditions", "mandate"),
        "women": ("female", "female personnel"),
        "men": ("male", "male personnel"),
        "source": ("source of information",),
    }
)

_REQUIREMENT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "plan": ("plan title", "plan number"),
        "code": (
            "requirement",
            "requirement code",
            "requirement id",
            "requirement number",
            "reference",
            "ref",
            "no",
        ),
        "title": ("name", "description", "what", "need", "requirement title"),
        "line_of_effort": ("effort",),
        "area": ("area of action",),
        "type": (
            "capability type",
            "capability code",
            "type code",
            "asset type",
            "module",
            "resource type",
            "resource",
            "capability name",
        ),
        "quantity": (
            "qty",
            "number of units",
            "no of units",
            "nr of units",
            "number",
            "units",
            "amount",
            "quantity needed",
            "quantity required",
            "how many",
            "count",
        ),
        "place": ("location", "where", "site", "area of operation"),
        "from_day": (
            "start",
            "start day",
            "from",
            "first day",
            "begin",
            "needed from",
            "from date",
        ),
        "to_day": ("end", "end day", "to", "last day", "until", "needed to", "to date"),
        "minimum_share": ("minimum share", "min share"),
        "prerequisites": ("prerequisite", "after", "depends on"),
        "needs": ("authority", "authorities", "conditions", "mandate"),
        "single_lead": ("one lead",),
        "min_partners": ("minimum partners",),
        "max_partners": ("maximum partners",),
        "justification": ("why", "reason", "comment", "comments", "remarks"),
        "source": ("source of information",),
    }
)

_CONTRIBUTION: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "iso3": (
            "iso code 3",
            "iso 3",
            "iso3 code",
            "country code",
            "iso code",
            "iso alpha 3",
            "iso2",
            "iso code 2",
        ),
        "name": (
            "contributing country",
            "country",
            "country name",
            "partner",
            "contributor",
            "nation",
            "member state",
        ),
        "women": ("female personnel", "female", "females", "women personnel"),
        "men": ("male personnel", "male", "males", "men personnel"),
        "total": (
            "total uniformed personnel",
            "total personnel",
            "personnel",
            "total",
            "quantity",
            "grand total",
        ),
        "date": ("last reporting date", "reporting date", "as of", "date", "report date", "month"),
    }
)

_PARTNER_IN_OTHER_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("sigle", "sigla"),
        "name": ("pays", "partenaire", "organisme", "nom", "país", "socio", "nombre"),
        "iso3": ("code iso", "código iso"),
        "languages": ("langue", "langues", "idioma", "idiomas"),
    }
)
_OFFER_IN_OTHER_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("référence", "numéro", "referencia", "código", "número"),
        "partner": ("pays", "pays contributeur", "partenaire", "país", "socio", "contribuyente"),
        "type": ("capacité", "type de capacité", "moyen", "capacidad", "tipo de capacidad"),
        "description": ("désignation", "remarques", "observations", "observaciones", "descripción"),
        "quantity": ("quantité", "nombre d'unités", "cantidad", "número de unidades"),
        "state": ("statut", "état", "estado"),
        "origin": ("lieu", "provenance", "origine", "origen"),
        "notice": ("préavis", "délai de préavis", "preaviso"),
        "load": ("chargement", "carga"),
        "transit": ("acheminement", "trajet", "tránsito"),
        "setup": ("installation", "mise en place", "instalación"),
        "max_stay": ("durée", "durée maximale", "duración"),
        "personnel": ("effectif", "effectifs", "efectivos"),
        "mobilisation_cost": ("coût de mobilisation", "costo de movilización"),
        "daily_cost": ("coût par jour", "coût journalier", "costo por día", "costo diario"),
        "available_from": ("disponible dès", "disponible à partir du", "disponible desde"),
        "available_to": ("disponible jusqu'au", "disponible jusqu'à", "disponible hasta"),
        "women": ("femmes", "mujeres"),
        "men": ("hommes", "hombres"),
    }
)
_REQUIREMENT_IN_OTHER_LANGUAGES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("référence", "numéro", "referencia", "código", "número"),
        "title": ("désignation", "besoin", "intitulé", "necesidad", "descripción"),
        "type": ("capacité", "type de capacité", "moyen", "capacidad", "tipo de capacidad"),
        "quantity": ("quantité", "nombre d'unités", "cantidad", "número de unidades"),
        "place": ("lieu", "endroit", "lugar"),
        "from_day": ("début", "à partir du", "inicio", "desde"),
        "to_day": ("fin", "jusqu'au", "hasta"),
        "justification": ("justificatif", "remarques", "justificación", "observaciones"),
    }
)


def _together(
    english: Mapping[str, tuple[str, ...]], others: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({key: words + others.get(key, ()) for key, words in english.items()})


SPELLINGS: Mapping[ImportKind, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        ImportKind.PARTNERS: _together(_PARTNER, _PARTNER_IN_OTHER_LANGUAGES),
        ImportKind.OFFERS: _together(_OFFER, _OFFER_IN_OTHER_LANGUAGES),
        ImportKind.REQUIREMENTS: _together(_REQUIREMENT, _REQUIREMENT_IN_OTHER_LANGUAGES),
        ImportKind.CONTRIBUTIONS: _CONTRIBUTION,
    }
)

PART_SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "low": ("low", "lowest", "min", "minimum"),
        "high": ("high", "highest", "max", "maximum"),
        "basis": ("basis",),
        "source": ("source",),
        "as_of": ("as of", "date"),
        "confidence": ("confidence",),
        "entered_unit": ("entered unit",),
    }
)
"""What a figure has beside its value; the words follow the figure's own name."""
