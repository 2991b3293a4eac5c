"""Tables of events as each data set writes them: our own rows in its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from precedent.archive.formats import columns, known

Cells = Mapping[str, str]

UCDP = {
    "id": "501", "type_of_violence": "1", "dyad_name": "Government of Mali - AQIM",
    "side_a": "Government of Mali", "side_b": "AQIM",
    "source_article": "Wire, 2013-01-11", "where_prec": "1", "where_coordinates": "Gao town", "adm_1": "Gao region",
    "latitude": "16.27", "longitude": "-0.04", "country": "Mali", "date_prec": "1", "date_start": "2013-01-10 00:00:00.000",
    "date_end": "2013-01-10 00:00:00.000", "best": "12", "low": "10", "high": "15",
}  # fmt: skip
ACLED = {
    "event_id_cnty": "MLI9001", "event_date": "2019-03-08", "year": "2019", "time_precision": "1", "event_type": "Protests",
    "sub_event_type": "Peaceful protest", "actor1": "Protesters (Mali)", "inter1": "6", "iso": "466", "country": "Mali",
    "admin1": "Bamako", "location": "Bamako", "latitude": "12.65", "longitude": "-8.00", "geo_precision": "1",
    "source": "Local radio", "notes": "On 8 March 2019, teachers marched, then\nwent home.", "fatalities": "0",
    "timestamp": "1600000000",
}  # fmt: skip
ICEWS = {
    "Event ID": "7001", "Event Date": "2018-06-02", "Source Name": "Police (India)", "Source Sectors": "Government,Police",
    "Source Country": "India", "Event Text": "Arrest, detain, or charge with legal action", "CAMEO Code": "173",
    "Target Name": "Citizen (India)", "Target Sectors": "General Population / Civilian / Social,Social", "Target Country": "India",
    "Publisher": "The Hindu", "City": "Chennai", "Province": "State of Tamil Nadu", "Country": "India",
    "Latitude": "13.0878", "Longitude": "80.2785",
}  # fmt: skip
POLECAT = {
    "Event ID": "0105-1-ab", "Event Date": "2023-01-05", "Event Type": "ASSAULT", "Event Mode": "firearms",
    "Actor Name": "Al Shabaab", "Primary Actor Sector": "REB", "Actor Country": "SOM", "Recipient Name": "Army",
    "Recipient Country": "SOM", "Primary Recipient Sector": "MIL", "Placename": "Mogadishu", "City": "Mogadishu",
    "Country": "SOM", "Latitude": "2.0371", "Longitude": "45.3438", "GeoNames ID": "53654", "Source": "Garowe Online",
    "Publication Date": "2023-01-06", "Version": "NGEC_1",
}  # fmt: skip
GDELT = {
    "GLOBALEVENTID": "300000001", "SQLDATE": "20150518", "Actor1Name": "PROTESTER", "Actor1CountryCode": "GEO",
    "Actor1Type1Code": "CVL", "Actor2Name": "MEDIA", "Actor2Type1Code": "MED", "EventCode": "141", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Tbilisi, T'bilisi, Georgia", "ActionGeo_CountryCode": "GG", "ActionGeo_Lat": "41.725",
    "ActionGeo_Long": "44.7908", "DATEADDED": "20150519010000", "SOURCEURL": "https://news.example/1",
}  # fmt: skip
ROWS: dict[str, Cells] = {"ucdp": UCDP, "acled": ACLED, "icews": ICEWS, "polecat": POLECAT, "gdelt": GDELT}


def table(of: str, rows: Sequence[Cells], *, header: bool | None = None, surplus: int = 0) -> str:
    """The rows as a file of that data set; GDELT's has no row of names unless *header* says so. *surplus*: empty cells."""
    names, delimiter = columns()[of], known()[of].delimiter
    out = io.StringIO()
    lines = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator="\n",
        quoting=csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE,
        quotechar='"',
    )
    if header if header is not None else of != "gdelt":
        lines.writerow(names)
    for row in rows:
        lines.writerow([row.get(name, "") for name in names] + [""] * surplus)
    return out.getvalue()


def written(folder: Path, of: str, rows: Sequence[Cells], name: str = "", encoding: str = "utf-8") -> Path:
    """A file of that data set with these rows."""
    path = folder / (name or f"{of}.table")
    path.write_bytes(table(of, rows).encode(encoding))
    return path
