"""Customizations decided by the fourteen towns together (神奈川県仕様), one module per customization."""
