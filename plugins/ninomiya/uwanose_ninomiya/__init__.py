"""Customizations ordered by Ninomiya (二宮町), one module per customization."""
