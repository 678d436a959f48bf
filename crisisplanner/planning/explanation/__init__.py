"""Why a plan leaves something open, and what would change that: data, never sentences."""
