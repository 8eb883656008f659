"""Customizations ordered by Oi (大井町), one module per customization."""
