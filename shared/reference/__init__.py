"""Open reference data that ships with the product: countries, languages, the Dutch map of places
and calendar, denominations, and our own code lists; sources and licences stand in NOTICE.md.
"""
