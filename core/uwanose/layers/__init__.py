"""Profiles, the register of customizations, and how they resolve to the rules in force for one town on one day."""
