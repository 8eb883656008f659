"""What is due, the book, statements and the customization report. Imports layers, never the engine."""
