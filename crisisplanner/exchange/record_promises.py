"""What partners promised: before, with what they brought; and elsewhere. A row per promise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from crisisplanner.domain.actors import Partner
from crisisplanner.domain.capabilities import CapabilityType
from crisisplanner.domain.entity import EntityId
from crisisplanner.domain.figures import unknown
from crisisplanner.domain.messages import message
from crisisplanner.domain.offers import Commitment, Offer
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


class Commitments:
    """Hold offers back that are promised elsewhere; told apart by offer, where, and from when.

    An offer is named by its code, or by partner and capability where the partner has one such offer.
    """

    def __init__(self, material: Material) -> None:
        self._material = material
        self._keeper = Keeper(
            material, Commitment, lambda e: (e.offer, words_key(e.where), e.from_when)
        )
        offers = [one for one in material.register.of(Offer.KIND) if isinstance(one, Offer)]
        self._by_code = {words_key(one.code): one for one in offers if one.code}
        self._of_pair: dict[tuple[EntityId, EntityId], list[Offer]] = defaultdict(list)
        for one in offers:
            self._of_pair[(one.partner, one.type)].append(one)

    def take(self, draft: Draft) -> None:
        """Make the commitment; a row whose offer is not one of the register's is refused."""
        material = self._material
        offer = self._offer(draft)
        if offer is None:
            return
        fields = {**material.fields(Commitment, draft), "offer": offer.id}
        fields["source"] = material.source
        key = (offer.id, words_key(fields.get("where", "")), fields.get("from_when"))
        if key not in self._keeper.known:
            fields = {"quantity": unknown("unit")} | fields
        entity = self._keeper.put(draft, key, fields)
        if entity is not None:
            draft.entity, draft.id, draft.label = entity, entity.id, entity.label()

    def _offer(self, draft: Draft) -> Offer | None:
        material, values = self._material, draft.parsed.values
        code = values.get("offer", "")
        if code and words_key(code) in self._by_code:
            return self._by_code[words_key(code)]
        found = self._named_by_pair(values)
        if len(found) == 1:
            return found[0]
        named = code or ", ".join(filter(None, (values.get("partner"), values.get("type"))))
        said = message("import.value_missing", field=message("label.offer"))
        if len(found) > 1:
            said = message("import.several_offers", found=named, n=len(found))
        elif named:
            kind = message("kind." + Offer.KIND)
            said = message("import.not_known", found=named, kind=kind, nearest=())
        draft.faults.append(material.parser.finding(draft.row, "offer", said))
        return None

    def _named_by_pair(self, values: Mapping[str, Any]) -> list[Offer]:
        if not values.get("partner") or not values.get("type"):
            return []
        partner = self._material.meant(Partner.KIND, values["partner"])
        kind = self._material.meant(CapabilityType.KIND, values["type"])
        return self._of_pair.get((partner or "", kind or ""), [])

    def finish(self) -> None:
        """Need nothing more."""
