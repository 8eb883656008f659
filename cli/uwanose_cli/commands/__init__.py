"""One module per command. Each turns words into a call of the core, and the answer into words."""
