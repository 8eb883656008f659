"""Entry sheets (調書): written for people who work in Excel, read back into the YAML that stays the source."""
