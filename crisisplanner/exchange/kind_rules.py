"""What partners, offers and requirements need beyond their fields: who is who, and what is implied."""

from __future__ import annotations

import re
from collections.abc import Sequence

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.entity import Entity, EntityId
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Offer
from crisisplanner.domain.plans import Phase, Plan
from crisisplanner.domain.register import Country
from crisisplanner.domain.requirements import Requirement
from crisisplanner.domain.terms import PartnerKind
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.known import Names, Register, label_with_code
from crisisplanner.exchange.parsing import Amount, NameBook, RowParser, day_of
from crisisplanner.exchange.values import CellFault, fault, words_key

_LONGEST_CODE = 40
_SHORTEST_TELLING_WORD = 4
_MOST_CANDIDATES = 5


class Countries:
    """Know the countries of the register by their codes and names."""

    def __init__(self, register: Register) -> None:
        countries = register.of(Country.KIND)
        self._names = Names(Country.KIND, countries, countries)
        self._by_iso3 = {c.iso3.upper(): c for c in countries if isinstance(c, Country)}

    def iso3_of(self, text: str) -> str:
        """Read a country code of two or three letters as one of three; raises CellFault."""
        code = text.strip().upper()
        if len(code) == 2:
            by_two = self._names.by_iso2(code)
            if isinstance(by_two, Country):
                return by_two.iso3
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise fault("import.not_iso3", found=text)
        if self._by_iso3 and code not in self._by_iso3:
            self._names.find(code)
        return code

    def named(self, name: str) -> Country | None:
        """Find a country by its name."""
        found = self._names.all_named(name)
        return found[0] if len(found) == 1 and isinstance(found[0], Country) else None

    def with_iso3(self, iso3: str) -> Country | None:
        """Find a country by its code."""
        return self._by_iso3.get(iso3)


def names_agree(one: str, other: str) -> bool:
    """Tell whether two names share a telling word, as spellings of one country do."""
    one_key, other_key = words_key(one), words_key(other)
    if one_key in other_key or other_key in one_key:
        return True
    return bool(_telling_words(one) & _telling_words(other))


def _telling_words(name: str) -> set[str]:
    keys = {words_key(word) for word in re.split(r"[^\w’']+", name)}
    telling = {key for key in keys if len(key) >= _SHORTEST_TELLING_WORD}
    return telling - {"republic", "democratic", "united", "federal", "state", "states", "people"}


class PartnerRules:
    """Tell partners by code, else by country where they are states, else by name."""

    entity_type: type[Entity] = Partner

    def __init__(self, names: NameBook, register: Register) -> None:
        self._names = names.of(Partner.KIND)
        self._countries = Countries(register)
        self._states = {
            partner.iso3: partner
            for partner in register.of(Partner.KIND)
            if isinstance(partner, Partner) and partner.partner_kind is PartnerKind.STATE
        }

    def prepare(self, draft: Draft, parser: RowParser) -> None:
        """Bring the country code to three letters."""
        values = draft.parsed.values
        if "iso3" in values:
            try:
                values["iso3"] = self._countries.iso3_of(values["iso3"])
            except CellFault as found:
                draft.faults.append(parser.finding(draft.row, "iso3", found.said))
                del values["iso3"]

    def known(self, draft: Draft) -> Entity | None:
        """Find the partner."""
        values = draft.parsed.values
        if "code" in values:
            found = self._names.exactly(values["code"])
            if found:
                return _single(found, values["code"])
        state = self._states.get(values.get("iso3", ""))
        if state is not None and self._is_state(draft) and "code" not in values:
            return state
        if "name" in values and "code" not in values:
            return _single(self._names.all_named(values["name"]), values["name"])
        return None

    def _is_state(self, draft: Draft) -> bool:
        values = draft.parsed.values
        if "partner_kind" in values:
            return bool(values["partner_kind"] is PartnerKind.STATE)
        name, iso3 = values.get("name", ""), values.get("iso3", "")
        if not name or not iso3:
            return bool(iso3) or self._countries.named(name) is not None
        country, state = self._countries.with_iso3(iso3), self._states.get(iso3)
        known_names = [known.name for known in (country, state) if known is not None]
        return not known_names or any(names_agree(name, known) for known in known_names)

    def complete(self, draft: Draft, parser: RowParser) -> None:
        """Fill kind, country code, name and code of a new partner."""
        values = draft.parsed.values
        is_state = self._is_state(draft)
        if "partner_kind" not in values:
            if is_state:
                values["partner_kind"] = PartnerKind.STATE
            elif "name" in values and not any(f.position.header for f in draft.faults):
                said = message("import.partner_kind_needed", name=values["name"])
                place = "partner_kind" if parser.column_of("partner_kind") else "name"
                draft.faults.append(parser.finding(draft.row, place, said))
        country = self._countries.named(values.get("name", ""))
        if is_state and country is not None:
            values.setdefault("iso3", country.iso3)
        country = self._countries.with_iso3(values.get("iso3", ""))
        if is_state and country is not None:
            values.setdefault("name", country.name)
        if "code" not in values and is_state and "iso3" in values:
            values["code"] = values["iso3"]
        if "code" not in values and "name" in values:
            words = re.findall(r"[^\W_]+", values["name"].upper().replace("’", ""))
            values["code"] = "-".join(words)[:_LONGEST_CODE].strip("-")
            said = message("import.code_made", code=values["code"])
            draft.remarks.append(parser.finding(draft.row, "name", said))
            if self._names.exactly(values["code"]):
                taken = message("import.code_taken", code=values["code"])
                draft.faults.append(parser.finding(draft.row, "name", taken))

    def identity(self, draft: Draft, code: str) -> tuple[str, ...]:
        """Tell partners by code."""
        del draft
        return ("code", code.casefold())

    def named(self, draft: Draft, code: str) -> Entity | None:
        """Find a partner by code."""
        del draft
        return _single(self._names.exactly(code), code)


class OfferRules:
    """Tell offers by code; keep costs in one currency."""

    entity_type: type[Entity] = Offer

    def __init__(self, names: NameBook) -> None:
        self._names = names.of(Offer.KIND)

    def prepare(self, draft: Draft, parser: RowParser) -> None:
        """Take the currency from where it is named: its column, the headers, the cells."""
        values = draft.parsed.values
        if "currency" in values:
            values["currency"] = values["currency"].upper()
        for key in ("mobilisation_cost", "daily_cost"):
            amount, column = values.get(key), parser.column_of(key)
            if not isinstance(amount, Amount) or column is None:
                continue
            named = (amount.entered_unit or "").split("/")[0] or column.currency
            if named and values.setdefault("currency", named) != named:
                said = message("import.two_currencies", found=named, other=values["currency"])
                draft.faults.append(parser.finding(draft.row, key, said))

    def known(self, draft: Draft) -> Entity | None:
        """Find the offer; a code that another partner's offer has is a fault."""
        values = draft.parsed.values
        code = values.get("code", "")
        found = _single(self._names.exactly(code), code) if code else None
        partner = values.get("partner")
        if isinstance(found, Offer) and partner is not None and found.partner != partner.id:
            raise fault("import.code_of_another_partner", found=code)
        return found

    def complete(self, draft: Draft, parser: RowParser) -> None:
        """Say where nothing can be matched: how much is offered is unknown or nothing."""
        amount = draft.parsed.values.get("quantity")
        if draft.known is None and (amount is None or amount.number == 0):
            said = message("import.nothing_to_match")
            draft.remarks.append(parser.finding(draft.row, "quantity", said))

    def identity(self, draft: Draft, code: str) -> tuple[str, ...]:
        """Tell offers by code."""
        del draft
        return ("code", code.casefold())

    def named(self, draft: Draft, code: str) -> Entity | None:
        """Find an offer by code."""
        del draft
        return _single(self._names.exactly(code), code)


class RequirementRules:
    """Tell requirements by code within their plan; count their days from the plan's D."""

    entity_type: type[Entity] = Requirement

    def __init__(self, register: Register, plan: EntityId | None) -> None:
        self._plans = {p.id: p for p in register.of(Plan.KIND) if isinstance(p, Plan)}
        self._phases: dict[tuple[str, str], Phase] = {
            (phase.plan, words_key(phase.name)): phase
            for phase in register.of(Phase.KIND)
            if isinstance(phase, Phase)
        }
        self._known: dict[tuple[str, str], list[Entity]] = {}
        for requirement in register.of(Requirement.KIND):
            if isinstance(requirement, Requirement) and requirement.code:
                place = (requirement.plan, requirement.code.casefold())
                self._known.setdefault(place, []).append(requirement)
        self._plan = plan

    def prepare(self, draft: Draft, parser: RowParser) -> None:
        """Find the plan, the phase in it, and the days from its D."""
        values = draft.parsed.values
        plan = values.get("plan") or self._implied_plan()
        if plan is None:
            titles = [label_with_code(p) for p in self._plans.values() if not p.retired]
            said = message("import.no_plan_yet")
            if titles:
                said = message("import.plan_needed", candidates=tuple(titles[:_MOST_CANDIDATES]))
            draft.told.add("plan")
            if not any(f.position.header for f in draft.faults):
                draft.faults.append(parser.finding(draft.row, "plan", said))
        else:
            values["plan"] = plan
        for key in ("from_day", "to_day"):
            if plan is None:
                # The plan's D is what a date is counted from: only its lack is worth telling.
                values.pop(key, None)
                draft.told.add(key)
            elif key in values:
                try:
                    values[key] = day_of(values[key], plan)
                except CellFault as found:
                    draft.faults.append(parser.finding(draft.row, key, found.said))
                    del values[key]
        if "phase" in values and plan is not None:
            text = values.pop("phase")
            phase = self._phases.get((plan.id, words_key(text)))
            if phase is None:
                own = tuple(p.name for p in self._phases.values() if p.plan == plan.id)
                code = "import.not_a_phase" if own else "import.no_phases"
                said = message(code, found=text, phases=own)
                draft.faults.append(parser.finding(draft.row, "phase", said))
            else:
                values["phase"] = phase

    def _implied_plan(self) -> Plan | None:
        if self._plan is not None:
            return self._plans.get(self._plan)
        in_use = [plan for plan in self._plans.values() if not plan.retired]
        return in_use[0] if len(in_use) == 1 else None

    def known(self, draft: Draft) -> Entity | None:
        """Find the requirement of the plan."""
        code = draft.parsed.values.get("code", "")
        return self.named(draft, code) if code else None

    def complete(self, draft: Draft, parser: RowParser) -> None:
        """Need nothing more."""
        del draft, parser

    def identity(self, draft: Draft, code: str) -> tuple[str, ...]:
        """Tell requirements by plan and code."""
        return ("code", _id_of(draft.parsed.values.get("plan")), code.casefold())

    def named(self, draft: Draft, code: str) -> Entity | None:
        """Find a requirement of the same plan by code."""
        plan = _id_of(draft.parsed.values.get("plan"))
        return _single(self._known.get((plan, code.casefold()), ()), code)


def _id_of(plan: object) -> str:
    return plan.id if isinstance(plan, Plan) else ""


def _single(found: Sequence[Entity], text: str) -> Entity | None:
    if len(found) > 1:
        raise fault(
            "import.ambiguous",
            found=text,
            kind=message("kind." + found[0].KIND),
            candidates=tuple(label_with_code(entity) for entity in found[:_MOST_CANDIDATES]),
        )
    return found[0] if found else None
