"""Customizations ordered by Kiyokawa (清川村), one module per customization."""
