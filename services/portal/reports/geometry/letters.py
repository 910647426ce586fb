"""How wide a line of text is in DejaVu Sans, the font of our PDFs.

The numbers are the font's advance widths in thousandths of its size. Letters that are not listed
count as their letter without its sign, or as a wide one.
"""

from collections.abc import Iterator
from unicodedata import normalize

SIZE = 12.0  # of the words in plots
WIDE = 700
ADVANCES = {
    letter: width
    for width, letters in {
        278: "ijl'",
        295: "IJ",
        318: " ,.·’",
        337: "/:;|",
        352: "f",
        361: "-",
        390: "()[]",
        392: "t",
        401: "!",
        411: "r",
        500: '"*–“”',
        521: "sz",
        531: "?",
        550: "c",
        566: "LF",
        592: "kvxy",
        612: "aoeTYP",
        635: "bdghnpquSE$0123456789",
        665: "K",
        685: "ABVXZ",
        697: "RC",
        732: "U",
        750: "NH",
        780: "DGOQ&",
        818: "w",
        838: "+<=>",
        863: "M",
        950: "%",
        980: "mW",
        1000: "@…",
    }.items()
    for letter in letters
}


def width_of(text: str) -> float:
    """Return the width of a line in the units of a plot."""
    return sum(_advance(letter) for letter in normalize("NFC", text)) * SIZE / 1000


def lines(text: str, room: float, most: int = 2) -> list[str]:
    """Return a text in at most so many lines of this width; what is longer ends in dots."""
    found = [""]
    for word in text.split():
        for part in _parts(word, room):
            longer = f"{found[-1]} {part}".strip()
            if width_of(longer) <= room:
                found[-1] = longer
            else:
                found.append(part)
    return found if len(found) <= most else [*found[: most - 1], _cut(found[most - 1], room)]


def _parts(word: str, room: float) -> Iterator[str]:
    """Yield a word, in pieces when it is wider than a line."""
    begin = 0
    for end in range(1, len(word) + 1):
        if end - begin > 1 and width_of(word[begin:end]) > room:
            yield word[begin : end - 1]
            begin = end - 1
    yield word[begin:]


def _cut(text: str, room: float) -> str:
    while text and width_of(f"{text}…") > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _advance(letter: str) -> int:
    return ADVANCES.get(letter) or ADVANCES.get(normalize("NFKD", letter)[0], WIDE)
