"""Customizations ordered by Manazuru (真鶴町), one module per customization. An invented sample."""
