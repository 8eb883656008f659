"""The fees of certificates (証明書手数料): those of the family register by national order, all others by the town's ordinance."""
