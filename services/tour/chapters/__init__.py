"""The chapters of a journey, told in verbs: what its people do, one after another."""
