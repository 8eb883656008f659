"""The `uwanose` command (上乗せ). Imports uwanose, never the reverse."""
