"""Polls (意向照会): what the towns say of an entry of the register before the working group decides."""
