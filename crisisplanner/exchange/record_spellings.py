"""Names and HXL tags of columns in what others report; English, French, Spanish, Portuguese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from crisisplanner.domain.account import ImportKind

Names = Mapping[str, tuple[str, ...]]

_ACTIVITY: Names = {
    "code": ("activity id", "id", "atividade id", "id activite", "record id"),
    "organisation": (
        *("lead organization", "lead organisation", "organização líder", "organization"),
        *(
            "reporting organization",
            "program partner name",
            "programme partner name",
            "lead agency",
        ),
        *("acteur", "organisation responsable", "organizacion", "acteurs", "agency"),
        *("organización implementadora", "who", "organisation name", "organization name"),
    ),
    "organisation_kind": (
        *("organization type lead org", "type org", "type organisation", "organization type"),
        *("tipo de organização organização líder", "tipo de organización implementadora"),
        *("implementing partner type", "org type", "organisation type"),
    ),
    "implementer": (
        *("implementing partner", "parceiro de implementação", "implementing partner name"),
        *("partenaire de mise en oeuvre", "socio implementador", "implementing organization"),
    ),
    "donor": ("donor name", "organización donante", "bailleur", "doador", "funding agency"),
    "project": ("project code", "projectcode", "project name", "código do projeto hrp"),
    "occasion": ("event name", "eventname", "ocorrência", "emergency", "disaster", "crise"),
    "sector": (
        *("sector cluster", "cluster", "secteur", "setor", "clusters", "sector", "sectors"),
        *("humanitarian sector", "sub cluster"),
    ),
    "activity_type": (
        *("response activity type", "activity type", "atividade de resposta tipo", "activity"),
        *("actividad", "activité", "type activite", "intervention"),
    ),
    "description": (
        *("response activity description", "activity description", "description de l activite"),
        *("descripción de la actividad", "atividade de resposta descrição", "what"),
    ),
    "materials": (
        *("materials delivered", "materiais entregues", "items", "descripción"),
        *("tipo de recurso", "type of resource"),
    ),
    "quantity": ("cantidad", "quantité", "quantidade", "amount delivered", "qty"),
    "quantity_unit": ("tipo de unidad del recurso", "unit of measure", "unité", "unidade"),
    "modality": ("delivery modality", "modalidade de entrega", "modalité"),
    "iso3": ("country code", "iso", "country iso"),
    "admin1": (
        *("province", "província", "region", "prefecture", "admin 1", "adm1", "departamento"),
        *("state", "governorate", "région", "département"),
    ),
    "admin1_code": ("admin1code", "pcode1", "adm1 pcode", "admin1 pcode", "region pcode"),
    "admin2": (
        *("district", "distrito", "zone", "sous prefecture", "sousprefecture", "admin 2", "adm2"),
        *("municipio", "county"),
    ),
    "admin2_code": ("admin2code", "pcode2", "adm2 pcode", "admin2 pcode", "zone pcode"),
    "admin3": ("posto", "woreda", "commune", "admin 3", "adm3", "ward"),
    "admin3_code": ("admin3code", "pcode3", "woredapcod", "woreda pcode", "adm3 pcode"),
    "location": (
        *("village location", "aldeia bairro", "locality", "site", "nombre del lugar", "village"),
        *("location name", "localité", "localidade"),
    ),
    "latitude": ("lat", "gps latitude", "y"),
    "longitude": ("long", "lon", "lng", "gps longitude", "x"),
    "beneficiaries": ("beneficiary type", "tipo de beneficiário", "vulnerable group"),
    "people_reached": (
        *("nb of beneficiaries assisted", "number of beneficiaries", "beneficiaries reached"),
        *("personas alcanzadas", "número de beneficiários assistidos", "reached", "people reached"),
        *("personnes atteintes", "bénéficiaires atteints"),
    ),
    "people_targeted": (
        "targeted",
        "people targeted",
        "personnes ciblées",
        "beneficiaries targeted",
    ),
    "households_reached": ("familias", "households reached", "ménages atteints"),
    "households_targeted": ("households targeted", "ménages ciblés"),
    "cost": ("costo estimado", "budget", "cost usd", "coût", "amount usd"),
    "from_date": (
        *("start date", "data de início", "fecha de inicio", "date de début", "activity start"),
        *("start", "begin date"),
    ),
    "to_date": (
        *("end date", "data final", "fecha de finalización", "date de fin", "activity end", "end"),
    ),
    "month": ("reporting month", "mois", "mes", "mês"),
    "year": ("reporting year", "année", "año", "ano"),
    "status": ("activity status", "estado", "statut", "état"),
    "note": ("comments", "remarks", "commentaires", "comentarios", "comentários"),
}
_EVENT: Names = {
    "code": ("id", "event id", "event id cnty", "data id"),
    "name": ("conflict name", "dyad name", "title", "event"),
    "event_type": ("type of violence", "type", "disorder type", "violence type"),
    "iso3": ("iso", "country code", "iso code", "country"),
    "admin1": ("adm 1", "l1"),
    "admin2": ("adm 2", "l2"),
    "location": ("where coordinates", "place", "site", "where description"),
    "latitude": ("lat",),
    "longitude": ("lon", "long"),
    "place_precision": ("where prec", "geo precision"),
    "from_date": ("date start", "start date", "event date", "date"),
    "to_date": ("date end", "end date"),
    "date_precision": ("date prec", "time precision"),
    "side_a": ("actor1", "actor 1"),
    "side_b": ("actor2", "actor 2"),
    "deaths": ("best", "fatalities", "deaths best", "killed", "impact deaths"),
    "deaths.low": ("low",),
    "deaths.high": ("high",),
    "deaths_side_a": ("deaths a",),
    "deaths_side_b": ("deaths b",),
    "clarity": ("event clarity",),
    "headline": ("source headline", "notes", "description", "comments"),
}
_CRISIS: Names = {
    "name": ("crisis name", "crisis"),
    "code": ("crisis id", "crisis code"),
    "iso3": ("iso 3",),
    "as_of": ("internal filter date", "_internal_filter_date", "month", "date"),
    "severity": ("inform severity index", "severity index", "score"),
    "severity_category": ("inform severity category",),
    "impact_score": ("impact of the crisis",),
    "conditions_score": ("conditions of affected people",),
    "people_in_need_score": ("people in need",),
    "complexity_score": ("complexity",),
    "updated_on": ("last updated",),
}
_PLAN: Names = {
    "code": ("plan code", "plan id"),
    "name": ("plan name", "plan"),
    "from_date": ("start", "start date"),
    "to_date": ("end", "end date"),
    "first_requirements": ("orig requirements", "original requirements"),
    "requirements": ("revised requirements", "current requirements"),
    "funding": ("funding usd", "total funding"),
    "in_need": ("people in need",),
    "people_targeted": ("targeted",),
    "people_reached": ("reach", "reached"),
}
_DEPLOYMENT: Names = {
    "mission": ("mission acronym", "operation"),
    "latitude": ("lat",),
    "longitude": ("lon", "long"),
    "infantry": ("no troops", "troops"),
    "engineers": ("eng", "engineering"),
    "medical": ("med",),
    "signals": ("sig",),
    "aviation": ("av",),
    "riverine": ("riv",),
    "maintenance": ("maint",),
    "transport": ("trans",),
}
_CAPACITY: Names = {
    "name": ("donor name", "donor", "country", "country name", "partner"),
    "iso3": ("donor iso", "country code"),
    "best": ("value", "amount"),
    "indicator": ("series", "measure"),
}
_NOT_SERIES: Names = {"currency": ("prices", "donor code")}
_INDICATOR: Names = {
    "iso3": ("iso", "country code", "iso code"),
    "about": ("country", "name", "country name", "place", "area"),
    "from_date": ("date", "day", "period"),
    "best": ("value",),
    "indicator": ("indicator name", "series", "measure"),
    "unit_text": ("unit",),
}
_MEMBERSHIP: Names = {
    "name": ("country", "country name", "member", "member state", "state"),
    "iso3": ("country code", "iso"),
    "institution": ("organization", "organisation", "body", "igo"),
    "status": ("membership", "member status"),
    "known_as_of": ("as of", "known as of"),
}
_VETO: Names = {
    "code": ("draft", "draft resolution", "resolution"),
    "on_date": ("date", "date of vote"),
    "meeting": ("meeting record", "record"),
    "topic": ("crisis topic",),
    "cast_by": ("member veto1", "vetoed by", "member"),
    "cast_by_2": ("member veto2",),
    "cast_by_3": ("member veto3",),
}
_CALENDAR: Names = {
    "name": ("event", "title", "what", "summary"),
    "on_date": ("when", "day", "start date"),
    "calendar_kind": ("kind", "type"),
    "iso3": ("country code", "iso", "country"),
    "note": ("comments", "description"),
}
_AIRFIELD: Names = {
    "code": ("ident", "icao", "icao code", "gps code"),
    "name": ("airport name", "airfield"),
    "airfield_type": ("type", "airport type"),
    "latitude": ("latitude deg", "lat"),
    "longitude": ("longitude deg", "lon", "long"),
    "iso3": ("iso country", "country", "country code"),
    "location": ("municipality", "city"),
}
_RUNWAY: Names = {
    "airfield": ("airport ident", "airport", "icao"),
    "code": ("id", "runway id"),
    "name": ("le ident", "runway"),
    "surface_text": ("surface",),
    "lighted": ("lights",),
}
_ALIAS: Names = {
    "name": ("lookup", "spelling", "alias", "other name", "variant"),
    "stands_for": ("canonical name", "official name", "canonical"),
    "iso3": ("country code",),
}

_SCENARIO: Names = {
    "scenario": ("scenario name", "name", "title"),
    "crisis": ("incident type", "event type", "hazard", "type"),
    "narrative": ("comments", "description"),
}
_NEED: Names = {
    "scenario": ("scenario name", "plan", "event"),
    "item": ("job title", "asset", "resource", "need", "what", "type"),
    "quantity": ("how many", "number", "amount", "qty", "comments"),
}
_TASK: Names = {
    "title": ("task", "task name", "action", "what"),
    "occasion": ("scenario", "event", "incident"),
    "parent": ("parent task", "belongs to"),
    "urgency": ("priority",),
    "owner": ("responsible", "assigned to", "who"),
    "note": ("comments", "description", "remarks"),
}
_INJECT: Names = {
    "code": ("id", "no", "number", "inject number", "inject id"),
    "title": ("inject", "subject", "event", "what"),
    "body": ("message", "content", "text", "description"),
    "due_text": ("time", "when", "due", "date", "date time", "dtg"),
    "sender": ("from", "source role"),
    "recipients": ("to", "team", "teams", "audience", "recipient"),
    "channel": ("type", "means", "how", "inject type"),
    "note": ("expected action", "expected response", "expectation", "comments", "remarks"),
    "exercise": ("exercise name",),
}
_FULFILMENT: Names = {
    "partner": ("donor", "country", "organisation", "who", "contributor"),
    "occasion": ("crisis", "operation", "mission", "appeal", "event"),
    "type": ("capability", "what", "item"),
    "promised": ("pledged", "committed", "offered", "quantity promised"),
    "delivered": ("received", "brought", "disbursed", "quantity delivered", "came"),
    "promised_for": ("due", "due date", "promised date", "expected on"),
    "delivered_on": ("delivery date", "arrived on", "arrival", "date delivered"),
    "note": ("comments", "remarks"),
}
_COMMITMENT: Names = {
    "offer": ("offer code", "code", "offer id"),
    "partner": ("donor", "country", "organisation", "who", "contributor"),
    "type": ("capability", "what", "item", "asset"),
    "quantity": ("number", "how many", "amount", "qty", "units"),
    "from_when": ("from", "start", "since", "from date"),
    "to_when": ("to", "until", "end", "to date"),
    "where": ("promised to", "operation", "mission", "committed to", "place"),
}

RECORD_SPELLINGS: Mapping[ImportKind, Names] = MappingProxyType(
    {
        ImportKind.ACTIVITIES: _ACTIVITY,
        ImportKind.EVENTS: _EVENT,
        ImportKind.INDICATORS: _INDICATOR,
        ImportKind.CRISES: _CRISIS,
        ImportKind.RESPONSE_PLANS: _PLAN,
        ImportKind.CAPACITY: {**_CAPACITY, **_NOT_SERIES},
        ImportKind.DEPLOYMENTS: _DEPLOYMENT,
        ImportKind.MEMBERSHIPS: _MEMBERSHIP,
        ImportKind.VETOES: _VETO,
        ImportKind.CALENDAR: _CALENDAR,
        ImportKind.AIRFIELDS: _AIRFIELD,
        ImportKind.RUNWAYS: _RUNWAY,
        ImportKind.ALIASES: _ALIAS,
        ImportKind.SCENARIOS: _SCENARIO,
        ImportKind.NEEDS: _NEED,
        ImportKind.TASKS: _TASK,
        ImportKind.INJECTS: _INJECT,
        ImportKind.FULFILMENTS: _FULFILMENT,
        ImportKind.COMMITMENTS: _COMMITMENT,
    }
)
"""By kind: field → names of its columns, surest first."""

_PLACE_TAGS: Names = {
    "iso3": ("#country+code", "#adm0+code", "#country+iso3"),
    "admin1": ("#adm1", "#adm1+name"),
    "admin1_code": ("#adm1+code", "#adm1+pcode"),
    "admin2": ("#adm2", "#adm2+name"),
    "admin2_code": ("#adm2+code", "#adm2+pcode"),
    "admin3": ("#adm3", "#adm3+name"),
    "admin3_code": ("#adm3+code", "#adm3+pcode"),
    "location": ("#loc", "#loc+name"),
    "latitude": ("#geo+lat",),
    "longitude": ("#geo+lon",),
    "from_date": ("#date+start", "#date"),
    "to_date": ("#date+end",),
}
HXL_TAGS: Mapping[ImportKind, Names] = MappingProxyType(
    {
        ImportKind.ACTIVITIES: {
            **_PLACE_TAGS,
            "code": ("#activity+code", "#activity+id"),
            "organisation": ("#org", "#org+name", "#org+lead", "#org+prog"),
            "organisation_kind": ("#org+type",),
            "implementer": ("#org+impl", "#org+impl+name"),
            "donor": ("#org+funder", "#org+donor", "#org+funder+name"),
            "occasion": ("#event", "#crisis"),
            "sector": ("#sector", "#sector+name", "#sector+cluster"),
            "activity_type": ("#activity+type", "#activity+type+name"),
            "description": ("#activity", "#activity+name"),
            "materials": ("#output", "#item"),
            "modality": ("#modality",),
            "households_targeted": ("#targeted+hh",),
            "people_targeted": ("#targeted", "#targeted+ind"),
            "households_reached": ("#reached+hh",),
            "people_reached": ("#reached", "#reached+ind", "#reached+total"),
            "beneficiaries": ("#beneficiary",),
            "status": ("#status",),
        },
        ImportKind.EVENTS: {
            **_PLACE_TAGS,
            "side_a": ("#group+name+first",),
            "side_b": ("#group+name+second",),
            "headline": ("#description",),
            "deaths": ("#affected+killed",),
        },
        ImportKind.INDICATORS: {
            "iso3": ("#country+code",),
            "about": ("#country+name",),
            "year": ("#date+year",),
            "from_date": ("#date",),
        },
        ImportKind.OFFERS: {
            "partner": ("#org", "#org+name"),
            "type": ("#capacity+type", "#item+code"),
            "quantity": ("#capacity+num", "#item+num", "#capacity"),
            "available_from": ("#date+start",),
            "available_to": ("#date+end",),
            "origin": ("#loc+origin", "#loc"),
        },
        ImportKind.REQUIREMENTS: {
            "type": ("#need+type", "#item+code"),
            "quantity": ("#need+num", "#item+num", "#need"),
            "place": ("#loc", "#loc+name"),
            "from_day": ("#date+start",),
            "to_day": ("#date+end",),
        },
        ImportKind.PARTNERS: {
            "name": ("#org+name", "#org"),
            "code": ("#org+code", "#org+acronym"),
            "iso3": ("#country+code",),
            "partner_kind": ("#org+type",),
        },
    }
)
"""By kind: field → HXL tags with the attributes that they must have."""
