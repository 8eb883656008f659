"""The design of shares: formulas side by side, caps that keep a promised saving, reference values, effect."""
