"""Exchange formats of the book: a double-entry journal, a workbook, CSV, JSON and a FOCUS cost file."""
