"""The national-standard business logic, one package per business, modules in the order of the law."""
