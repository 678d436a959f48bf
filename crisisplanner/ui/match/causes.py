"""The fixed icons of causes, families and day lines."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from crisisplanner.domain.terms import Family
from crisisplanner.services.matching.match_view import MarkKind

_CAUSE_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "type": "arrows-diff",
        "quality": "scale",
        "caveat": "hand-stop",
        "marking": "eye-off",
        "authority": "gavel",
        "consent": "key",
        "permit": "key",
        "late": "hourglass",
        "gone": "calendar-off",
        "committed": "calendar-off",
        "forbidden": "ban",
        "unknown": "question-mark",
        "none_offered": "mood-empty",
        "all_used_elsewhere": "arrows-diff",
        "group": "git-merge",
        "lift": "plane",
        "node": "plane-off",
        "budget": "coin",
        "share": "scale",
        "lead": "user-circle",
        "partners": "users-group",
        "incompatible": "users",
        "prerequisite": "sitemap",
        "enabler": "puzzle",
        "ceiling": "users",
        "minimum_share": "chart-bar",
        "lock": "lock",
    }
)
_FAMILY_ICONS: Mapping[Family, str] = MappingProxyType(
    {
        Family.HUMANITARIAN: "first-aid-kit",
        Family.LOGISTICS: "truck",
        Family.MILITARY: "shield",
        Family.POLICE: "shield-half",
        Family.JUSTICE: "scale",
        Family.DIPLOMATIC: "message",
        Family.ECONOMIC: "coin",
        Family.INTELLIGENCE: "scan-eye",
        Family.INFORMATION: "broadcast",
        Family.DEVELOPMENT: "school",
        Family.OWN: "package",
    }
)
_CODE_ICONS: Mapping[str, str] = MappingProxyType(
    {
        "H-HLT": "building-hospital",
        "H-WSH": "droplet",
        "H-SHE": "tent",
        "H-FOO": "soup",
        "H-LOG": "truck",
        "L-AIR": "plane",
        "L-SEA": "ship",
    }
)
_MARK_ICONS: Mapping[MarkKind, str] = MappingProxyType(
    {
        MarkKind.AUTHORITY: "gavel",
        MarkKind.PERMIT: "key",
        MarkKind.DECISION: "diamond",
    }
)


def cause_icon(code: str) -> str:
    """Give the icon of a cause."""
    return _CAUSE_ICONS.get(code, "alert-circle")


def need_icon(type_code: str, family: Family) -> str:
    """Give the icon of a capability."""
    return _CODE_ICONS.get(type_code[:5], _FAMILY_ICONS[family])


def mark_icon(kind: MarkKind) -> str:
    """Give the icon of a day line."""
    return _MARK_ICONS[kind]
