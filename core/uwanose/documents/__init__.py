"""Workbooks, pages and statements people read. Figures come in as data and are only printed here."""
