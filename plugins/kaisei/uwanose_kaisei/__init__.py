"""Customizations ordered by Kaisei (開成町), one module per customization. An invented sample."""
