"""One sentence, Dutch or English, for each reason that a list, a row or a value gives."""

from typing import NamedTuple


class Sentence(NamedTuple):
    """The same sentence in both languages; `{detail}` is what was found."""

    nl: str
    en: str


SENTENCES = {
    "not_text": Sentence(
        "Dit is geen CSV-bestand; sla het werkblad eerst op als CSV.",
        "This is not a CSV file; save the sheet as CSV first.",
    ),
    "encoding": Sentence(
        "De tekens in dit bestand zijn niet te lezen; sla het op als CSV (UTF-8).",
        "The characters in this file cannot be read; save it as CSV (UTF-8).",
    ),
    "empty": Sentence("Dit bestand is leeg.", "This file is empty."),
    "too_large": Sentence(
        "Dit bestand is groter dan {detail} MB.", "This file is larger than {detail} MB."
    ),
    "too_many_rows": Sentence(
        "Dit bestand heeft meer dan {detail} regels.", "This file has more than {detail} rows."
    ),
    "no_header": Sentence(
        "In dit bestand staat geen kopregel met de kolom PeopleID3.",
        "This file has no header line with the column PeopleID3.",
    ),
    "other_list": Sentence(
        "Dit is een lijst met de kolom PEID; die indeling wordt nog niet gelezen.",
        "This is a list with the column PEID; that layout is not read yet.",
    ),
    "no_rows": Sentence(
        "Onder de kopregel staat geen enkele regel.", "There is no row below the header line."
    ),
    "missing_column": Sentence(
        "Deze kolom ontbreekt: {detail}.", "This column is missing: {detail}."
    ),
    "repeated_column": Sentence(
        "Deze kolom staat er twee keer in: {detail}.", "This column is there twice: {detail}."
    ),
    "open_quote": Sentence(
        "Op regel {detail} begint een aanhalingsteken dat niet sluit.",
        "A quotation mark that begins on line {detail} never closes.",
    ),
    "bible_scale": Sentence(
        "De schaal {detail} voor de Bijbelstatus bestaat niet.",
        "There is no scale {detail} for the Bible status.",
    ),
    "bible_scale_unknown": Sentence(
        "Het bestand zegt niet wat de cijfers van de Bijbelstatus betekenen; kies de schaal.",
        "The file does not say what the Bible status figures mean; choose the scale.",
    ),
    "wrong_number_of_cells": Sentence(
        "Het aantal cellen klopt niet ({detail}).", "The number of cells is wrong ({detail})."
    ),
    "id_missing": Sentence("PeopleID3 is leeg.", "PeopleID3 is empty."),
    "id_not_a_number": Sentence(
        "PeopleID3 is geen nummer: {detail}.", "PeopleID3 is not a number: {detail}."
    ),
    "country_unknown": Sentence(
        "Het land met code {detail} is onbekend.", "The country with code {detail} is unknown."
    ),
    "name_missing": Sentence("De naam ontbreekt.", "The name is missing."),
    "name_too_long": Sentence("De naam is te lang ({detail}).", "The name is too long ({detail})."),
    "same_row_twice": Sentence(
        "Deze regel stond er al (sleutel en eerste regel: {detail}).",
        "This row was there already (key and first line: {detail}).",
    ),
    "key_twice_with_other_values": Sentence(
        "Deze sleutel stond er al met andere waarden (sleutel en eerste regel: {detail}).",
        "This key was there already with other values (key and first line: {detail}).",
    ),
    "population_not_a_number": Sentence(
        "Het aantal mensen is geen getal en telt als onbekend.",
        "The population is not a number and counts as unknown.",
    ),
    "population_impossible": Sentence(
        "Het aantal mensen kan niet kloppen en telt als onbekend.",
        "The population cannot be right and counts as unknown.",
    ),
    "percentage_not_a_number": Sentence(
        "Een percentage is geen getal en telt als onbekend.",
        "A percentage is not a number and counts as unknown.",
    ),
    "percentage_impossible": Sentence(
        "Een percentage ligt buiten 0-100 en telt als onbekend.",
        "A percentage lies outside 0-100 and counts as unknown.",
    ),
    "scale_not_1_to_5": Sentence(
        "De voortgangsschaal is geen 1 tot 5 en telt als onbekend.",
        "The progress scale is not 1 to 5 and counts as unknown.",
    ),
    "coordinates_not_numbers": Sentence(
        "De plaats is niet in getallen geschreven; er komt geen stip op de kaart.",
        "The place is not written in numbers; there will be no dot on the map.",
    ),
    "coordinates_incomplete": Sentence(
        "De helft van de plaats ontbreekt; er komt geen stip op de kaart.",
        "Half of the place is missing; there will be no dot on the map.",
    ),
    "coordinates_impossible": Sentence(
        "De plaats ligt buiten de wereldbol; er komt geen stip op de kaart.",
        "The place lies off the globe; there will be no dot on the map.",
    ),
    "coordinates_far_from_country": Sentence(
        "De plaats ligt ver buiten het land.", "The place lies far outside the country."
    ),
    "language_code_replaced": Sentence(
        "De oude taalcode is vervangen door de nieuwe.",
        "The retired language code was replaced by its successor.",
    ),
    "language_code_split": Sentence(
        "De oude taalcode is gesplitst; kies zelf de taal.",
        "The retired language code was split; choose the language yourself.",
    ),
    "language_code_unreadable": Sentence(
        "De taalcode is niet te lezen; de taal telt als onbekend.",
        "The language code cannot be read; the language counts as unknown.",
    ),
    "language_name_garbled": Sentence(
        "De naam van de taal is verminkt; de code telt.",
        "The name of the language is garbled; the code counts.",
    ),
    "name_like_a_formula": Sentence(
        "De naam begint als een formule en wordt als tekst bewaard.",
        "The name begins like a formula and is kept as text.",
    ),
    "name_with_markup": Sentence(
        "In de naam staat opmaak; die wordt als tekst bewaard.",
        "There is markup in the name; it is kept as text.",
    ),
    "least_reached_contradicts_scale": Sentence(
        "'Minst bereikt' en de voortgangsschaal spreken elkaar tegen; de schaal telt.",
        "'Least reached' and the progress scale contradict each other; the scale counts.",
    ),
    "more_evangelicals_than_adherents": Sentence(
        "Er zijn meer evangelischen dan christenen geteld.",
        "More evangelicals are counted than Christians.",
    ),
    "scale_contradicts_percentages": Sentence(
        "De voortgangsschaal past niet bij de percentages.",
        "The progress scale does not fit the percentages.",
    ),
}


def say(code: str, language: str, detail: str = "") -> str:
    """The sentence for a code of Unreadable, Rejected or Flag; Dutch for `nl`, else English."""
    sentence = SENTENCES[code]
    text = sentence.nl if language == "nl" else sentence.en
    return text.replace("{detail}", detail)
