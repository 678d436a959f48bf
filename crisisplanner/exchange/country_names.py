"""Names of countries in public lists that differ from ISO 3166; keys as ``words_key`` makes them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

COUNTRY_SPELLINGS: Mapping[str, str] = MappingProxyType(
    {
        "russia": "RUS",
        "turkey": "TUR",
        "thedominican": "DOM",
        "drc": "COD",
        "drcongo": "COD",
        "democraticrepublicofthecongo": "COD",
        "congokinshasa": "COD",
        "congobrazzaville": "COG",
        "republicofthecongo": "COG",
        "thegambia": "GMB",
        "thebahamas": "BHS",
        "burma": "MMR",
        "brunei": "BRN",
        "federatedstatesofmicronesia": "FSM",
        "slovakrepublic": "SVK",
        "korea": "KOR",
        "republicofkorea": "KOR",
        "czechrepublic": "CZE",
        "holyseevaticancity": "VAT",
        "macau": "MAC",
        "britishvirginislands": "VGB",
        "sintmaarten": "SXM",
        "virginislands": "VIR",
        "pitcairnislands": "PCN",
        "saintmartin": "MAF",
        "falklandislandsislasmalvinas": "FLK",
        "southgeorgiaandsouthsandwichislands": "SGS",
        "unitedrepublicoftanzania": "TZA",
        "ivorycoast": "CIV",
        "capeverde": "CPV",
        "swaziland": "SWZ",
        "macedonia": "MKD",
        "easttimor": "TLS",
        "unitedstatesofamerica": "USA",
        "usa": "USA",
        "uk": "GBR",
    }
)
