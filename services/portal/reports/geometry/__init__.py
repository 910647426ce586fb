"""Where everything in a plot stands: pure geometry, drawn as SVG by templates/reports/plots.html.

Unknown is None and never drawn as zero: it is left out of the lines and written in words.
"""

from services.portal.reports.geometry.changes import dumbbell, slope
from services.portal.reports.geometry.counts import bars, shares, stacked
from services.portal.reports.geometry.drawing import Dot, Drawing, Path, Speech, Words
from services.portal.reports.geometry.levels import heat, radar
from services.portal.reports.geometry.ranges import curve, interval
from services.portal.reports.geometry.times import schedule

__all__ = [
    "Dot",
    "Drawing",
    "Path",
    "Speech",
    "Words",
    "bars",
    "curve",
    "dumbbell",
    "heat",
    "interval",
    "radar",
    "schedule",
    "shares",
    "slope",
    "stacked",
]
