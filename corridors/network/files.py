"""Networks read from files of any program."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from corridors.charges.choices import Mode
from corridors.gate.arguments import reads
from corridors.network.network import Network
from corridors.tables.dates import DateLike

__all__ = ["read_network"]


@reads("path", "format", "mode", "length_unit", "country")
def read_network(
    path: str | Path,
    *,
    format: str | None = None,  # noqa: A002 - as pandas and geopandas call it
    on: DateLike | None = None,
    mode: Mode | None = None,
    length_unit: str | None = None,
    columns: Mapping[str, str] | None = None,
    country: str | None = None,
    join_within_km: float = 0.0,
    check_lengths: bool = True,
    encoding: str | None = None,
    decimal: str = ".",
) -> Network:
    """Read a network from a file or folder, the library's own or another program's.

    What `Network.to_file` wrote comes back equal. A file of another program is read by its conventions (OSMnx, GMNS,
    TNTP, lines of any GIS), and what it does not say is asked for by name: nothing is guessed. ``extension.joins``
    and ``extension.summary()`` of the network tell what was joined and left out.

    Parameters
    ----------
    path
        A GeoPackage, GeoJSON, GraphML, workbook, CSV or any file of lines that GDAL reads; a folder of GMNS, TNTP, CSV
        or Parquet tables, or a data package.
    format
        ``datapackage``, ``csv``, ``excel``, ``gpkg``, ``parquet``, ``geojson``, ``graphml``, ``gmns``, ``tntp`` or
        ``frames``; by default what the ending and the files say.
    on
        Date of the network.
    mode
        What moves where the file does not say it (``road``, ``rail``, ``ferry``, ``sea``).
    length_unit
        ``m``, ``km``, ``mi`` or ``ft``: unit of a column ``length``, where neither the file nor its format says it.
    columns
        Columns of the file by their names here, such as ``{"time_h": "hours", "from": "Ausgang"}``.
    country
        Country (ISO code) of all places that name none; none at all by default.
    join_within_km
        Ends of lines no farther apart become one place; at 0 only those that coincide. Every join is told.
    check_lengths
        Whether a length far off that of its line or off the great circle is refused.
    encoding
        Of CSV files, such as ``cp1251``; by default what their first bytes say (UTF-8 or UTF-16), else UTF-8. Cells may
        be parted by commas, semicolons or tabs.
    decimal
        ``","`` where numbers of CSV files have a decimal comma; dots and spaces then part thousands.

    Raises
    ------
    DataError
        Everything that is wrong with the file, at once.
    OptionError
        There is no such file, or it does not say something that is then named.
    MissingExtraError
        ``excel`` or ``parquet`` is needed.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> import corridors as co
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "links.csv"
    ...     _ = file.write_text(chr(10).join(["from,to,length,oneway", "a,b,12,no", "b,c,30,no"]))
    ...     network = co.read_network(file, mode="road", length_unit="mi")
    >>> round(co.shortest_route("c", "a", network=network).length_km, 3)
    67.592
    """
    from corridors.exchange.asked import Asked
    from corridors.exchange.formats import read_file

    asked = Asked(
        mode, length_unit, {} if columns is None else columns, country, join_within_km, check_lengths, encoding, decimal
    )
    return Network(read_file(Path(path), format, asked), on=on)
