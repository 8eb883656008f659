"""Customizations ordered by Aikawa (愛川町), one module per customization."""
