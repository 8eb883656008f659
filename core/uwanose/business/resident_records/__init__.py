"""Resident records compute nothing: events are checked and recorded by ``uwanose.records``. There is no formula here."""
