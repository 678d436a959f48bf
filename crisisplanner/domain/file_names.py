"""How the program's own files end."""

from __future__ import annotations

WORKSPACE_SUFFIX = ".crisis"
