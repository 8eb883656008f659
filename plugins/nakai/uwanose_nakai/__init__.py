"""Customizations ordered by Nakai (中井町), one module per customization."""
