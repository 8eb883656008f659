"""What may be overridden: points, items and inputs of each business, their dated national values, and the releases."""
