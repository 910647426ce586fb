"""Open reference data that ships with the product; sources and licences are in NOTICE.md."""
