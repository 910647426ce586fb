"""Reading lists of congregations from CSV and XLSX: nothing is written here."""

from services.congregations.importers.cells import drafts
from services.congregations.importers.tables import Sheet, read

__all__ = ["Sheet", "drafts", "read"]
