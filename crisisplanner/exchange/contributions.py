"""Contributions that serve already: each row a partner, one offer in theatre, and its commitment.

They are promised in full, so that no plan can promise them again. Ids are derived from what the file
says, so that two planners who import the same file have the same things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from crisisplanner.domain.account import Fate
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.changes import Change, Create, Update
from crisisplanner.domain.entity import Entity, EntityId, faults_of, shipped_id
from crisisplanner.domain.figures import Basis, Figure
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Commitment, Offer
from crisisplanner.domain.terms import AssetClass, Family, OfferState, PartnerKind
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.kind_rules import Countries
from crisisplanner.exchange.known import Register
from crisisplanner.exchange.parsing import Amount, NameBook, ParsedRow, RowParser
from crisisplanner.exchange.values import CellFault, words_key

TYPE_CODE = "XXX-UNP-01"
TYPE_NAME = "UN uniformed personnel, kind not stated"
OFFER_CODE_START = "UNP-"
COMMITTED_WHERE = "UN peacekeeping"
SOURCE_NAME = "United Nations, uniformed personnel by contributing country"

_UNIT_OF_TYPE = "person"
_QUANTITY_UNIT = "unit"
_SUM_ROWS = frozenset({"total", "grandtotal", "totals", "sum"})
_OFFER_FIGURES: Mapping[str, str] = MappingProxyType({"women": "person", "men": "person"})

NewId = Callable[[], EntityId]


class ContributionBuilder:
    """Work through rows of contributions."""

    def __init__(
        self, parser: RowParser, names: NameBook, register: Register, new_id: NewId
    ) -> None:
        self._parser = parser
        self._partners = names.of(Partner.KIND)
        self._countries = Countries(register)
        self._new_id = new_id
        self._source = ", ".join((SOURCE_NAME, parser.file))
        self._register = register
        self._taken = {e.id for kind in register.known for e in register.of(kind)}
        self._states = {
            p.iso3: p
            for p in register.of(Partner.KIND)
            if isinstance(p, Partner) and p.iso3 and p.partner_kind is PartnerKind.STATE
        }
        self._offers = {o.code: o for o in register.of(Offer.KIND) if isinstance(o, Offer)}
        self._commitments = {
            c.offer: c
            for c in register.of(Commitment.KIND)
            if isinstance(c, Commitment) and c.where == COMMITTED_WHERE
        }
        self.type_changes: tuple[Change, ...] = ()
        self._type_id = self._known_type()

    def _known_type(self) -> EntityId:
        for known in self._register.of(CapabilityType.KIND):
            if isinstance(known, CapabilityType) and known.code == TYPE_CODE:
                return known.id
        made = CapabilityType(
            id=self._derived_id(CapabilityType.KIND, TYPE_CODE),
            code=TYPE_CODE,
            family=Family.OWN,
            name=TYPE_NAME,
            unit_of_measure=_UNIT_OF_TYPE,
            personnel=Figure(1, "person", basis=Basis.STANDARD, source=self._source),
            asset_class=AssetClass.UN,
            source=self._source,
        )
        self.type_changes = (Create(made),)
        return made.id

    def _derived_id(self, kind: str, code: str) -> EntityId:
        derived = shipped_id(kind, code)
        # Somebody may have made an unlike thing under this id: never touch that.
        return self._new_id() if derived in self._taken else derived

    def build(self, rows: Iterable[ParsedRow]) -> list[Draft]:
        """Make a draft of each row."""
        drafts: list[Draft] = []
        first_of: dict[str, int] = {}
        for parsed in rows:
            draft = Draft(parsed)
            draft.faults += parsed.faults
            drafts.append(draft)
            if self._is_sum_row(draft):
                continue
            iso3 = self._iso3(draft)
            quantity = self._quantity(draft)
            self._ask_for_date(draft)
            if iso3 and first_of.setdefault(iso3, draft.row) != draft.row:
                said = message("import.twice_in_file", found=iso3, row=str(first_of[iso3]))
                draft.faults.append(self._parser.finding(draft.row, "iso3", said))
            if not draft.faults and quantity is not None:
                self._make(draft, iso3, quantity)
        self._check_sum_rows(drafts)
        return drafts

    def _is_sum_row(self, draft: Draft) -> bool:
        values = draft.parsed.values
        if "iso3" in values or words_key(values.get("name", "")) not in _SUM_ROWS:
            return False
        draft.faults = [f for f in draft.faults if f.position.header]
        draft.left_out(message("import.sum_row"))
        return True

    def _iso3(self, draft: Draft) -> str:
        values = draft.parsed.values
        try:
            if "iso3" in values:
                return self._countries.iso3_of(values["iso3"])
        except CellFault as found:
            draft.faults.append(self._parser.finding(draft.row, "iso3", found.said))
            return ""
        country = self._countries.named(values.get("name", ""))
        if country is not None:
            return country.iso3
        if not any(f.position.header for f in draft.faults):
            said = message("import.no_country", found=values.get("name", ""))
            place = "name" if self._parser.column_of("name") else "iso3"
            draft.faults.append(self._parser.finding(draft.row, place, said))
        return ""

    def _quantity(self, draft: Draft) -> float | None:
        """Take the file's total, checked against women and men where all are known."""
        values = draft.parsed.values
        women, men, whole = (_number(values.get(key)) for key in ("women", "men", "total"))
        added = women + men if women is not None and men is not None else None
        if whole is not None and added is not None and whole != added:
            said = message("import.total_differs", expected=added, found=whole)
            draft.faults.append(self._parser.finding(draft.row, "total", said))
            return None
        for key, number in (("women", women), ("men", men), ("total", whole)):
            if number is not None and (number < 0 or number != int(number)):
                said = message("import.not_a_count", found=number)
                draft.faults.append(self._parser.finding(draft.row, key, said))
        quantity = whole if whole is not None else added
        if quantity is None and not any(f.position.header for f in draft.faults):
            said = message("import.value_missing", field=message("label.quantity"))
            draft.faults.append(self._parser.finding(draft.row, "total", said))
        return quantity

    def _ask_for_date(self, draft: Draft) -> None:
        column = self._parser.column_of("date")
        told = {f.position.header for f in draft.faults}
        if "date" not in draft.parsed.values and column is not None and column.header not in told:
            said = message("import.value_missing", field=message("label.as_of"))
            draft.faults.append(self._parser.finding(draft.row, "date", said))

    def _make(self, draft: Draft, iso3: str, quantity: float) -> None:
        day: date = draft.parsed.values["date"]
        code = OFFER_CODE_START + iso3
        offer = self._offers.get(code)
        if offer is not None and offer.quantity.as_of is not None and offer.quantity.as_of > day:
            draft.id, draft.label = offer.id, code
            draft.left_out(message("import.newer_known", known=offer.quantity.as_of, found=day))
            return
        partner = self._partner(draft, iso3)
        figures = self._figures(draft, quantity, day)
        if offer is None:
            offer = Offer(
                id=self._derived_id(Offer.KIND, code),
                code=code,
                partner=partner.id,
                type=self._type_id,
                description=TYPE_NAME,
                state=OfferState.IN_THEATRE,
                asset_class=AssetClass.UN,
                source=self._source,
                **figures,
            )
            draft.changes.append(Create(offer))
        else:
            self._update(draft, offer, {**figures, "state": OfferState.IN_THEATRE})
        self._commit(draft, offer.id, figures["quantity"], day)
        draft.id, draft.label = offer.id, partner.name
        self._settle(draft)

    def _partner(self, draft: Draft, iso3: str) -> Partner:
        known = self._states.get(iso3)
        if known is not None:
            return known
        country = self._countries.with_iso3(iso3)
        name = draft.parsed.values.get("name") or (country.name if country else iso3)
        made = Partner(
            id=self._derived_id(Partner.KIND, iso3),
            code=iso3,
            name=name,
            partner_kind=PartnerKind.STATE,
            iso3=iso3,
            source=self._source,
        )
        if self._partners.exactly(iso3):
            said = message("import.code_taken", code=iso3)
            draft.faults.append(self._parser.finding(draft.row, "iso3", said))
        draft.changes.append(Create(made))
        return made

    def _figures(self, draft: Draft, quantity: float, day: date) -> dict[str, Any]:
        def figure(value: float | None, unit: str) -> Figure:
            return Figure(value, unit, basis=Basis.SOURCED, source=self._source, as_of=day)

        values = draft.parsed.values
        figures = {"quantity": figure(quantity, _QUANTITY_UNIT)}
        for key, unit in _OFFER_FIGURES.items():
            if key in values:
                figures[key] = figure(_number(values[key]), unit)
        return figures

    def _commit(self, draft: Draft, offer: EntityId, quantity: Figure, day: date) -> None:
        known = self._commitments.get(offer)
        if known is None:
            made = Commitment(
                id=self._derived_id(Commitment.KIND, offer),
                offer=offer,
                quantity=quantity,
                from_when=day,
                where=COMMITTED_WHERE,
                source=self._source,
            )
            draft.changes.append(Create(made))
            return
        self._update(draft, known, {"quantity": quantity})

    def _update(self, draft: Draft, known: Entity, fields: Mapping[str, Any]) -> None:
        changed = {name: new for name, new in fields.items() if getattr(known, name) != new}
        if changed:
            draft.changes.append(Update(known.KIND, known.id, changed))
            draft.changed_fields += tuple(changed)

    def _settle(self, draft: Draft) -> None:
        for change in draft.changes:
            if isinstance(change, Create):
                draft.faults += [
                    self._parser.finding(draft.row, "", said) for said in faults_of(change.entity)
                ]
        if draft.faults:
            draft.fate, draft.changes = Fate.REFUSED, []
            return
        offers = [c for c in draft.changes if isinstance(c, Create)]
        is_new = any(isinstance(c.entity, Offer) for c in offers)
        changed = Fate.UPDATED if draft.changes else Fate.UNCHANGED
        draft.fate = Fate.CREATED if is_new else changed

    def _check_sum_rows(self, drafts: Iterable[Draft]) -> None:
        """Compare each sum row of the file with the rows above it."""
        summed = 0.0
        for draft in drafts:
            whole = _number(draft.parsed.values.get("total"))
            if draft.fate is Fate.LEFT_OUT and not draft.id:
                if whole is not None and whole != summed:
                    said = message("import.sum_differs", expected=summed, found=whole)
                    draft.faults.append(self._parser.finding(draft.row, "total", said))
            else:
                summed += whole or 0.0


def _number(amount: object) -> float | None:
    return amount.number if isinstance(amount, Amount) else None
