"""What partners promised before and brought, from a sheet with a row per promise."""

from __future__ import annotations

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.figures import unknown
from crisisplanner.domain.messages import message
from crisisplanner.domain.requests import Fulfilment
from crisisplanner.exchange.building import Draft
from crisisplanner.exchange.records import Keeper, Material
from crisisplanner.exchange.values import words_key


class Fulfilments:
    """Tell promises apart by partner, occasion, what was promised, and for when."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._keeper = Keeper(
            material,
            Fulfilment,
            lambda e: (e.partner, words_key(e.occasion), e.type, e.promised_for),
        )

    def take(self, draft: Draft) -> None:
        """Make the promise; a partner that is not known is refused, since it belongs to one."""
        material, values = self._material, draft.parsed.values
        named = values.get("partner", "")
        partner = material.meant(Partner.KIND, named) if named else None
        if partner is None:
            said = message("import.value_missing", field=message("label.partner"))
            if named:
                kind = message("kind." + Partner.KIND)
                said = message("import.not_known", found=named, kind=kind, nearest=())
            draft.faults.append(material.parser.finding(draft.row, "partner", said))
            return
        fields = {**material.fields(Fulfilment, draft), "partner": partner}
        fields.pop("type", None)
        if values.get("type"):
            fields["type"] = material.meant(CapabilityType.KIND, values["type"])
        fields["source"] = material.source
        occasion = words_key(fields.get("occasion", ""))
        key = (partner, occasion, fields.get("type"), fields.get("promised_for"))
        if key not in self._keeper.known:
            # What came may not be known yet; a blank never erases what is.
            fields = {"promised": unknown("unit"), "delivered": unknown("unit")} | fields
        entity = self._keeper.put(draft, key, fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def finish(self) -> None:
        """Need nothing more."""
