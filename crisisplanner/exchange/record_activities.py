"""Activities, deployments and response plans from what others report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from crisisplanner.domain.activities import Activity, Deployment, ResponsePlan
from crisisplanner.domain.actors import Partner
from crisisplanner.domain.area_codes import country_letters
from crisisplanner.domain.entity import field_specs
from crisisplanner.domain.fields import FieldKind
from crisisplanner.domain.figures import Basis, Figure, unknown
from crisisplanner.domain.messages import message
from crisisplanner.domain.register import Country, Place
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.parsing import Amount, ParsedRow
from crisisplanner.exchange.records import Keeper, Key, Material

_PEOPLE = ("people_reached", "people_targeted", "households_reached", "households_targeted")
_AREA_CODES = ("admin1_code", "admin2_code", "admin3_code")
_PLACES = ("location", "admin3", "admin2", "admin1")
_WORDS = tuple(
    name
    for name, spec in field_specs(Activity).items()
    if spec.kind in (FieldKind.LINE, FieldKind.TEXT) and name not in ("id", "code", "source")
)
_ARMS = (
    *("engineers", "medical", "signals", "aviation"),
    *("riverine", "maintenance", "transport"),
)


class Activities:
    """Tell activities apart by code within a source, else by all that they say."""

    def __init__(self, material: Material, rows: Sequence[ParsedRow]) -> None:
        self._material = material
        self._codes = Counter(row.values.get("code") for row in rows)
        self._seen: Counter[Key] = Counter()
        countries = (c for c in material.register.of(Country.KIND) if isinstance(c, Country))
        self._iso3_by_iso2 = {c.iso2: c.iso3 for c in countries if c.iso2}
        known = material.register.of(Activity.KIND)
        codes = Counter((e.source, e.code) for e in known if isinstance(e, Activity) and e.code)
        self._keeper = Keeper(
            material,
            Activity,
            lambda e: (
                ("code", e.source, e.code)
                if codes[e.source, e.code] == 1
                else self._numbered(
                    self._content({n: getattr(e, n) for n in field_specs(Activity)})
                )
            ),
        )
        self._seen.clear()
        self._zeros: Counter[str] = Counter()
        self._placed: Counter[str] = Counter()
        self._n_without_year = 0
        self._first: Draft | None = None

    def _numbered(self, content: Key) -> Key:
        self._seen[content] += 1
        return (*content, self._seen[content])

    def take(self, draft: Draft) -> None:
        """Make the activity; what is doubtful stays and is told."""
        material, values = self._material, draft.parsed.values
        self._first = self._first or draft
        self._drop_zeros(draft)
        self._move_other_units(draft)
        values.setdefault("organisation", values.get("implementer", ""))
        if "iso3" in values:
            values["iso3"] = material.iso3(draft, values["iso3"])
        fields = material.fields(Activity, draft)
        self._place_by_code(fields)
        source = values.get("source", "") or material.source
        fields["source"] = source
        start, end = values.get("from_date"), values.get("to_date")
        if start and end and end < start:
            fields["dates_crossed"] = True
            material.say(draft, "to_date", "import.ends_before_start", start=start, end=end)
        material.tell_unlikely_dates(draft)
        has_year = any(fields.get(name) for name in ("year", "from_date", "to_date"))
        self._n_without_year += bool(fields.get("month")) and not has_year
        self._find_names(fields)
        code = values.get("code", "")
        if code and self._codes[code] == 1:
            key: Key = ("code", source, code)
        else:
            key = self._numbered(self._content(fields))
            if code:
                material.say(draft, "code", "import.code_repeated", found=code)
        entity = self._keeper.put(draft, key, fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def _content(self, fields: dict[str, Any]) -> Key:
        """Count a country that a code or a person tells as told: it was left open before."""
        told = fields.get("iso3") or self._country_of(fields) or self._material.country
        return _content({**fields, "iso3": told})

    def _country_of(self, fields: dict[str, Any]) -> str:
        letters = country_letters(fields.get(name) or "" for name in _AREA_CODES)
        return self._iso3_by_iso2.get(letters, "")

    def _place_by_code(self, fields: dict[str, Any]) -> None:
        """Take the country from an area's code where the row names none."""
        country = "" if fields.get("iso3") else self._country_of(fields)
        if country:
            fields["iso3"] = country
            self._placed[next(name for name in _AREA_CODES if fields.get(name))] += 1
        elif not fields.get("iso3") and self._material.country:
            fields["iso3"] = self._material.country

    def _drop_zeros(self, draft: Draft) -> None:
        """Take a bare 0 for nothing where words belong: sheets that fill themselves leave it."""
        values = draft.parsed.values
        for name in _WORDS:
            if values.get(name) == "0":
                del values[name]
                self._zeros[name] += 1

    def _move_other_units(self, draft: Draft) -> None:
        """Keep "21 Kits" in a column of people as a quantity: kits are no people."""
        values = draft.parsed.values
        for name in _PEOPLE:
            amount = values.get(name)
            if not isinstance(amount, Amount) or not amount.unit_text:
                continue
            if "quantity" not in values:
                values["quantity"] = amount
            del values[name]
            self._material.say(
                draft, name, "import.other_unit", number=amount.number, unit=amount.unit_text
            )
        quantity = values.get("quantity")
        if isinstance(quantity, Amount) and quantity.unit_text:
            values.setdefault("quantity_unit", quantity.unit_text)

    def _find_names(self, fields: dict[str, Any]) -> None:
        material = self._material
        for text, found in (("organisation", "partner"), ("implementer", "implementing_partner")):
            if fields.get(text):
                fields[found] = material.meant(Partner.KIND, fields[text])
        named = [fields[level] for level in _PLACES if fields.get(level)]
        # The smallest place that is known; the smallest that is named is told where none is.
        known = next((text for text in named if material.is_known(Place.KIND, text)), None)
        if named:
            fields["place"] = material.meant(Place.KIND, known or named[0])

    def finish(self) -> None:
        """Tell how many zeros and codes were read as what they mean, once for each column."""
        told = [(name, message("import.zeros_for_words", n=n)) for name, n in self._zeros.items()]
        told += [(name, message("import.country_by_code", n=n)) for name, n in self._placed.items()]
        if self._n_without_year:
            told.append(("month", message("import.month_without_year", n=self._n_without_year)))
        for name, said in told:
            column = self._material.parser.column_of(name)
            if self._first is not None and column is not None:
                self._first.remarks.append(self._material.parser.column_finding(column, said))


def _content(fields: dict[str, Any]) -> Key:
    found: list[Any] = []
    for name, spec in field_specs(Activity).items():
        if name in ("id", "retired", "partner", "implementing_partner", "place"):
            continue
        value = fields.get(name)
        if spec.kind is FieldKind.FIGURE:
            value = (value or unknown(spec.unit)).value
        found.append(value or None)
    return tuple(found)


class Deployments:
    """Tell deployments apart by mission, year and place."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._seen: Counter[Key] = Counter()
        self._keeper = Keeper(
            material,
            Deployment,
            lambda e: self._numbered((e.mission, e.year, e.location, e.latitude, e.longitude)),
        )
        self._seen.clear()
        self._n_untold = 0
        self._first: Draft | None = None

    def _numbered(self, key: Key) -> Key:
        self._seen[key] += 1
        return (*key, self._seen[key])

    def take(self, draft: Draft) -> None:
        """Make the deployment; numbers are estimates from maps."""
        material = self._material
        fields = material.fields(Deployment, draft)
        fields["source"] = material.source
        counted = {n: f for n in ("infantry", *_ARMS) if isinstance(f := fields.get(n), Figure)}
        # Nobody is at a place with nothing: no unit type is told there.
        is_untold = bool(counted) and not any(figure.value for figure in counted.values())
        if is_untold:
            self._n_untold += 1
            self._first = self._first or draft
        for name, figure in counted.items():
            fields[name] = Figure(
                None if is_untold else figure.value,
                figure.unit,
                basis=Basis.ASSUMPTION,
                source=material.source,
            )
        needed: dict[str, Any] = {n: fields.get(n) for n in ("mission", "year", "location")}
        if None in needed.values():
            name = next(n for n, value in needed.items() if value is None)
            said = message("import.value_missing", field=message("label." + name))
            draft.faults.append(material.parser.finding(draft.row, name, said))
            return
        key = self._numbered((*needed.values(), fields.get("latitude"), fields.get("longitude")))
        entity = self._keeper.put(draft, key, fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def finish(self) -> None:
        """Tell how many places have no unit of any type."""
        column = self._material.parser.column_of("infantry")
        if self._first is not None and column is not None:
            said = message("import.units_untold", n=self._n_untold)
            self._first.remarks.append(self._material.parser.column_finding(column, said))


class ResponsePlans:
    """Tell response plans apart by code."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._keeper = Keeper(material, ResponsePlan, lambda e: (e.code,))

    def take(self, draft: Draft) -> None:
        """Make the plan with its money and people."""
        fields = self._material.fields(ResponsePlan, draft)
        fields["source"] = self._material.source
        entity = self._keeper.put(draft, (fields.get("code", ""),), fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def finish(self) -> None:
        """Need nothing more."""
