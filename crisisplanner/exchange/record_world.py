"""Airfields, runways, memberships, partners' capacity and other names from public lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.actors import Institution, Membership, Partner
from crisisplanner.domain.airfields import Runway, Surface
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.limits import Node
from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Place
from crisisplanner.domain.sources import NameAlias
from crisisplanner.domain.terms import MemberStatus, NodeKind, PartnerKind
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.country_names import COUNTRY_SPELLINGS
from crisisplanner.exchange.record_watch import Series, series_columns
from crisisplanner.exchange.records import Keeper, Key, Material
from crisisplanner.exchange.values import words_key

_PAVED = ("asp", "con", "pem", "bit", "tar", "cem", "pav", "mac", "paved", "bri", "cop", "com")
_UNPAVED = (
    *("grs", "gvl", "grvl", "gra", "grav", "dirt", "turf", "san", "cla", "lat", "soil", "ear"),
    *("unp", "cor", "coral", "mur", "grass", "dir", "tre", "ice", "sno", "per", "ter", "gre"),
)
_MEMBERS = frozenset(
    {"member", "nonregionalmember", "regionalmember", "fullmember", "charterlmember"}
)
_OTHER_STATUS: Mapping[str, MemberStatus] = MappingProxyType(
    {
        "observer": MemberStatus.OBSERVER,
        "suspended": MemberStatus.SUSPENDED,
        "candidate": MemberStatus.CANDIDATE,
        "applicant": MemberStatus.CANDIDATE,
        "aspirant": MemberStatus.CANDIDATE,
    }
)
_CAPACITY_UNIT = "USD million"
_USD_PER_UNIT = 1e6


def iso3_of_row(material: Material, draft: Draft) -> str:
    """Find the country of a row by its code, else by its name; empty if none is known."""
    values = draft.parsed.values
    if values.get("iso3"):
        return material.iso3(draft, values["iso3"])
    name = values.get("name", "")
    country = material.countries.named(name)
    return country.iso3 if country is not None else COUNTRY_SPELLINGS.get(words_key(name), "")


class Airfields:
    """Tell airfields apart by code; each is a node at a place of its own."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._nodes = Keeper(material, Node, lambda e: (e.code,) if e.code else None)
        of_node = {
            n.place: n.code
            for n in material.register.of(Node.KIND)
            if isinstance(n, Node) and n.code
        }
        self._places = Keeper(
            material, Place, lambda e: ("airfield", of_node[e.id]) if e.id in of_node else None
        )

    def take(self, draft: Draft) -> None:
        """Make place and node."""
        material, values = self._material, draft.parsed.values
        code = values.get("code", "")
        name = values.get("name", code)
        place = self._places.put(
            draft,
            ("airfield", code),
            {
                "name": name,
                "latitude": _float(values.get("latitude")),
                "longitude": _float(values.get("longitude")),
                "iso3": material.iso3(draft, values.get("iso3", "")),
                "source": material.source,
            },
        )
        if place is None:
            return
        kind = values.get("airfield_type", "").replace("_", " ")
        node = self._nodes.put(
            draft,
            (code,),
            {
                "code": code,
                "name": name,
                "node_kind": NodeKind.AIRFIELD,
                "place": place.id,
                "note": kind,
                "source": material.source,
            },
        )
        if node is not None:
            draft.entity, draft.id, draft.label = node, node.id, name

    def finish(self) -> None:
        """Need nothing more."""


class Runways:
    """Tell runways apart by code; the longest open one is its airfield's length."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._runways = Keeper(material, Runway, lambda e: (e.code,))
        self._nodes = Keeper(material, Node, lambda e: (e.code.upper(),) if e.code else None)
        self._longest: dict[EntityId, tuple[Draft, str, Figure]] = {}

    def take(self, draft: Draft) -> None:
        """Make the runway of a known airfield."""
        material, values = self._material, draft.parsed.values
        code = values.get("airfield", "").upper()
        node = self._nodes.known.get((code,))
        if node is None:
            kind = message("kind.node")
            said = message("import.not_known", found=code, kind=kind, nearest=())
            draft.faults.append(material.parser.finding(draft.row, "airfield", said))
            return
        fields = {**material.fields(Runway, draft), "airfield": node.id}
        fields["surface"] = surface_of(values.get("surface_text", ""))
        fields["source"] = material.source
        runway = self._runways.put(draft, (fields.get("code", ""),), fields)
        if not isinstance(runway, Runway):
            return
        draft.entity, draft.id, draft.label = runway, runway.id, code
        known = self._longest.get(node.id)
        length = runway.length
        if length.value is None or runway.closed:
            return
        if known is None or length.value > (known[2].value or 0):
            self._longest[node.id] = (draft, code, length)

    def finish(self) -> None:
        """Tell each airfield its longest open runway."""
        for draft, code, length in self._longest.values():
            if not draft.faults:
                self._nodes.put(draft, (code,), {"runway_length": length})


def surface_of(text: str) -> Surface | None:
    """Sort the many spellings of surfaces; None where they don't tell."""
    words = text.strip().lower()
    if words.startswith("wat"):
        return Surface.WATER
    # Paved and partly paved ("ASPH/GRVL") differ: the weaker part counts.
    pieces = [piece.strip(" ()") for piece in words.replace("-", "/").split("/")]
    if any(piece.startswith(_UNPAVED) for piece in pieces):
        return Surface.UNPAVED
    if any(piece.startswith(_PAVED) for piece in pieces):
        return Surface.PAVED
    return None


class Memberships:
    """Tell memberships apart by institution, country and period; what is known with dates stays."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._institutions = Keeper(material, Institution, lambda e: (e.code.casefold(),))
        self._members = Keeper(
            material, Membership, lambda e: (e.institution, e.member_iso3, e.from_date)
        )
        self._periods: dict[Key, list[Membership]] = defaultdict(list)
        for known in material.register.of(Membership.KIND):
            if isinstance(known, Membership):
                self._periods[known.institution, known.member_iso3].append(known)
        self._undated: Draft | None = None

    def take(self, draft: Draft) -> None:
        """Make the membership; other ties to a body are none."""
        material, values = self._material, draft.parsed.values
        iso3 = iso3_of_row(material, draft)
        if not iso3:
            draft.left_out(message("import.no_country", found=values.get("name", "")))
            return
        word = values.get("status", "member")
        status = _status_of(word)
        if status is None:
            draft.left_out(message("import.no_membership", found=word))
            return
        code = values.get("institution", "")
        key = (code.casefold(),)
        fields = {"code": code, "name": code, "source": material.source}
        institution = self._institutions.known.get(key) or self._institutions.put(
            draft, key, fields
        )
        if institution is None:
            return
        known = self._meant(institution.id, iso3, draft)
        draft.label = iso3 + ", " + code
        if known is not None:
            draft.id = known.id
            if known.to_date is not None:
                material.say(draft, "status", "import.membership_ended", ended=known.to_date)
            elif known.status is not status:
                material.say(draft, "status", "import.membership_differs", known=known.status)
            return
        named: dict[str, Any] = {
            n: values[n] for n in ("from_date", "to_date", "known_as_of") if n in values
        }
        if material.as_of is not None:
            named.setdefault("known_as_of", material.as_of)
        if not named:
            self._undated = self._undated or draft
        made = self._members.put(
            draft,
            (institution.id, iso3, values.get("from_date")),
            {
                "institution": institution.id,
                "member_iso3": iso3,
                "status": status,
                "basis": Basis.SOURCED,
                "note": material.source if word == status.value else word,
                **named,
            },
        )
        if isinstance(made, Membership):
            self._periods[institution.id, iso3].append(made)
            draft.entity, draft.id = made, made.id

    def _meant(self, institution: EntityId, iso3: str, draft: Draft) -> Membership | None:
        """Find the period that a row is about: its own, that of the list's day, else the last."""
        periods = self._periods[institution, iso3]
        values = draft.parsed.values
        start, end = values.get("from_date"), values.get("to_date")
        if start is not None or end is not None:
            first, last = start or date.min, end or date.max
            return next(
                (
                    one
                    for one in sorted(periods, key=lambda p: p.from_date != start)
                    if (one.from_date or date.min) < last and first < (one.to_date or date.max)
                ),
                None,
            )
        day = values.get("known_as_of") or self._material.as_of
        at_day = [one for one in periods if day is not None and one.is_member_on(day)]
        still = [one for one in periods if one.to_date is None]
        latest = sorted(periods, key=lambda one: (one.to_date or date.max, one.id))[-1:]
        return next(iter((*at_day, *still, *latest)), None)

    def finish(self) -> None:
        """Tell once that nothing says as of when the list holds."""
        if self._undated is not None:
            self._material.say(self._undated, "", "import.list_without_date")


def _status_of(word: str) -> MemberStatus | None:
    key = words_key(word)
    if key in _MEMBERS:
        return MemberStatus.MEMBER
    return next((status for part, status in _OTHER_STATUS.items() if part in key), None)


class Capacity:
    """Keep what partners have to give, year by year; the newest stands with the partner.

    Amounts are millions of USD, as those who publish such lists count.
    """

    def __init__(self, material: Material) -> None:
        self._material = material
        self._series = Series(material)
        self._columns = series_columns(material)
        self._partners = Keeper(
            material,
            Partner,
            lambda e: (e.iso3,) if e.iso3 and e.partner_kind is PartnerKind.STATE else None,
        )
        self._newest: dict[tuple[str, str], tuple[Draft, int, float]] = {}

    def take(self, draft: Draft) -> None:
        """Keep the values of the row."""
        material, values = self._material, draft.parsed.values
        iso3 = iso3_of_row(material, draft)
        if not iso3:
            draft.left_out(message("import.no_country", found=values.get("name", "")))
            return
        year = values.get("year")
        if year is None:
            said = message("import.value_missing", field=message("label.year"))
            draft.faults.append(material.parser.finding(draft.row, "year", said))
            return
        if (iso3,) not in self._partners.known:
            self._make_partner(draft, iso3)
        for column in self._columns:
            best = values.get(column.target.key)
            if best is None:
                continue
            name = values.get("indicator", "") or (
                column.header if column.target.part else PurePath(material.parser.file).stem
            )
            about = {"iso3": iso3, "about": values.get("name", ""), "best": float(best)}
            period = {"from_date": date(year, 1, 1), "to_date": date(year + 1, 1, 1)}
            self._series.put(draft, name, _CAPACITY_UNIT, {**about, **period})
            self._note_newest(draft, iso3, name, year, float(best))

    def _make_partner(self, draft: Draft, iso3: str) -> None:
        material = self._material
        country = material.countries.with_iso3(iso3)
        name = country.name if country is not None else draft.parsed.values.get("name", iso3)
        fields = {"code": iso3, "name": name, "iso3": iso3, "source": material.source}
        self._partners.put(draft, (iso3,), {**fields, "partner_kind": PartnerKind.STATE})

    def _note_newest(self, draft: Draft, iso3: str, name: str, year: int, value: float) -> None:
        words = set(name.lower().replace("_", " ").split())
        for field in ("oda", "gdp"):
            if field in words:
                known = self._newest.get((iso3, field))
                if known is None or known[1] < year:
                    self._newest[iso3, field] = (draft, year, value)

    def finish(self) -> None:
        """Give each partner its newest figures, unless newer ones are known."""
        for (iso3, field), (draft, year, value) in self._newest.items():
            partner: Any = self._partners.known.get((iso3,))
            day = date(year, 12, 31)
            if partner is None or draft.faults:
                continue
            known: Figure = getattr(partner, field)
            if known.as_of is not None and known.as_of > day:
                continue
            figure = Figure(
                value * _USD_PER_UNIT,
                "USD",
                basis=Basis.SOURCED,
                source=self._material.source,
                as_of=day,
            )
            self._partners.put(draft, (iso3,), {field: figure})


class Aliases:
    """Keep other spellings of names; who is meant is found where it is known."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._keeper = Keeper(material, NameAlias, lambda e: (words_key(e.name), e.iso3))
        self._first_row: dict[tuple[str, str], tuple[int, str]] = {}

    def take(self, draft: Draft) -> None:
        """Keep the spelling, once."""
        material, values = self._material, draft.parsed.values
        fields = {**material.fields(NameAlias, draft), "source": material.source}
        name, meant = fields.get("name", ""), fields.get("stands_for", "")
        key = (words_key(name), fields.get("iso3", ""))
        first = self._first_row.setdefault(key, (draft.row, words_key(meant)))
        if words_key(name) == words_key(meant):
            draft.left_out(message("import.alias_of_itself"))
            return
        if first[0] != draft.row:
            code = "import.repeats_row" if first[1] == words_key(meant) else "import.alias_twice"
            draft.left_out(message(code, row=str(first[0])))
            return
        partner = None
        for text in (meant, values.get("acronym", "")):
            if text and partner is None:
                partner = material.meant(Partner.KIND, text)
        fields["partner"] = partner
        entity = self._keeper.put(draft, key, fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, name

    def finish(self) -> None:
        """Need nothing more."""


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
