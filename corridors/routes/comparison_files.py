"""A comparison as files: tables, a workbook, a page and a document to pass on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from corridors.errors import OptionError
from corridors.gate.arguments import reads
from corridors.words.face import public

if TYPE_CHECKING:
    import pandas as pd

    from corridors.routes.comparison import Comparison

__all__ = ["ComparisonFiles"]


class ComparisonFiles:
    """What a comparison can be written as."""

    if TYPE_CHECKING:

        def to_frame(self) -> pd.DataFrame:
            """Give the frame that is written."""

    @reads("path")
    def to_csv(self, path: str | Path | None = None) -> str | None:
        """Write `to_frame` as CSV, whole and without formulas; without a path give it as a text.

        Examples
        --------
        >>> import corridors as co
        >>> text = co.compare_corridors("Tashkent", "Poti", corridors=["casca"]).to_csv()
        >>> text.startswith("origin,destination,corridor,")
        True
        """
        from corridors.exchange.frames_out import write_csv

        return write_csv(self.to_frame(), path)

    @reads("path")
    def to_excel(self, path: str | Path) -> None:
        """Write a workbook (extra ``excel``), whole or not at all; texts stay texts.

        The first tab is `to_frame`; further ones hold the account of each way (`Route.legs`), its emissions by element
        (`Route.emissions`) and the sources, which the others name by id. Units stand in the heads. What
        `corridors.write_report` writes as ``.xlsx`` has tabs for closures, stand-ins, turns and scenarios besides.

        Raises
        ------
        OptionError
            The file cannot be written.
        MissingExtraError
            The extra is not installed.
        """
        from corridors.exchange.frames_out import write_tabs
        from corridors.routes.comparison_sheets import comparison_sheets

        write_tabs(comparison_sheets(cast("Comparison", self)), path)

    @reads("path")
    def to_html(
        self,
        path: str | Path,
        *,
        language: str = "en",
        draws: int = 256,
        seed: int = 0,
        maps: bool = True,
    ) -> Path:
        """Write the comparison as one page to pass on, which needs no network and loads nothing.

        It has a map, the ranked table with ranges and caveats, days against dollars, what binds, what it costs if a
        border closes, how sure the ranking is, emissions by element, and a numbered list of the sources, those of each
        figure beside it. A corridor that is chosen, by pointer or keyboard, stands out everywhere. See
        ``docs/report.md``.

        Parameters
        ----------
        path
            The file, written whole or not at all.
        language
            ``"en"``, ``"ru"`` or ``"uz"``.
        draws, seed
            Draws that tell how sure the ranking is (extra ``simulation``; without it the page says so), and what they
            follow from; 0 for none. A comparison `with_probabilities` tells its own.
        maps
            Whether the page has a map.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        OptionError
            Another language, or the file cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> import corridors as co
        >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca", "middle-corridor"])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     table.to_html(f"{folder}/report.html", draws=0).name
        'report.html'
        """
        write = public("write_report")  # of a wing above this one
        written: Path = write(self, path, language=language, draws=draws, seed=seed, maps=maps)
        return written

    @reads("path")
    def to_docx(
        self,
        path: str | Path,
        *,
        language: str = "en",
        draws: int = 256,
        seed: int = 0,
        maps: bool = True,
    ) -> Path:
        """Write the comparison as a document for Word (extra ``word``): the parts of the page, without its buttons.

        The map and the charts are pictures, where matplotlib is installed (extra ``plot``).

        Parameters
        ----------
        path
            The file, which ends in ``.docx``, written whole or not at all.
        language, draws, seed, maps
            As in `to_html`.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        OptionError
            Another ending or language, or the file cannot be written.
        MissingExtraError
            python-docx is not installed.

        Examples
        --------
        >>> import tempfile
        >>> import corridors as co
        >>> table = co.compare_corridors("Tashkent", "Poti", corridors=["casca"])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     table.to_docx(f"{folder}/report.docx", draws=0, maps=False).name
        'report.docx'
        """
        if Path(path).suffix.lower() != ".docx":
            raise OptionError(f"{str(path)!r}: a document for Word ends in .docx; give such a name")
        write = public("write_report")  # of a wing above this one
        written: Path = write(self, path, language=language, draws=draws, seed=seed, maps=maps)
        return written
