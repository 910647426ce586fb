"""What people read for any code of an offering or a profile, in Dutch or English."""

from shared.reference import vocabulary
from shared.reference.countries import country, is_country
from shared.reference.denominations import denomination
from shared.reference.languages import language as find_language


def label(vocabulary_list: str, code: str, language: str) -> str:
    """Return the words for a code; a code that no list knows is shown as it is."""
    if vocabulary_list == "languages":
        found = find_language(code)
        return found.name(language) if found else code
    if vocabulary_list == "countries":
        return country(code).name(language) if is_country(code) else code
    if vocabulary_list == "denominations":
        known = denomination(code)
        return known.name if known else code
    if vocabulary_list in vocabulary.lists() and vocabulary.is_code(vocabulary_list, code):
        return vocabulary.label(vocabulary_list, code, language)
    return code
