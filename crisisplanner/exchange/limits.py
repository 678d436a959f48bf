"""How large a file may be, so that no file can fill memory or disk.

Ten times what a large plan has; whoever has more splits the file.
"""

from __future__ import annotations

MAX_FILE_BYTES = 256 * 1024 * 1024
MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_CELLS = 8_000_000
MAX_CELL_CHARACTERS = 131_072

MAX_MEMBERS = 10_000
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
MAX_SHARED_STRINGS_BYTES = 256 * 1024 * 1024
"""Read into memory at once, unlike sheets."""
MAX_OTHER_PART_BYTES = 64 * 1024 * 1024
MAX_BLANK_ROWS = 1_100_000
"""A sheet has at most 1,048,576 rows."""
MAX_MERGED_RANGES = 100_000
