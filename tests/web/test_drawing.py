"""Timelines and maps as the server draws them: nothing squeezed, nothing closer than it is known."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from onrecord.ledger.view import Bucket, Spot
from onrecord.web.mapping import HEIGHT, RADIUS_KM, WIDTH, drawing, outline
from onrecord.web.timeline import MOST_BARS, timeline


def bucket(start: str, **counts: int) -> Bucket:
    """Records of one period."""
    return Bucket(start, tuple(counts.items()))


def spot(name: str, lat: float, lon: float, precision: str = "city", records: int = 1, country: str = "UKR") -> Spot:
    """A place."""
    return Spot(name, country, None, precision, lat, lon, records)


def test_days_are_drawn_while_they_fit():
    """A few weeks are bars of days, years of months; every bar's parts have its height in all."""
    drawn = timeline([bucket("2023-05-01", reported=3, denied=1), bucket("2023-05-20", planned=2)])
    assert (drawn.step, [bar.period for bar in drawn.bars]) == ("day", ["2023-05-01", "2023-05-20"])
    assert sum(tall for _, _, tall in drawn.bars[0].parts) == pytest.approx(96)
    assert timeline([bucket("2022-01-01", reported=1), bucket("2024-05-01", reported=1)]).step == "month"
    assert timeline([]) is None


def test_a_record_far_off_does_not_squeeze_the_others():
    """A single one about 1066 is not drawn but told, and stays in the table."""
    drawn = timeline(
        [bucket("1066-10-14", reported=1), bucket("2023-05-01", reported=200), bucket("2023-05-02", planned=5)]
    )
    assert (drawn.step, drawn.before, drawn.after) == ("day", 1, 0)
    assert drawn.rows[0][0] == "1066-10-14"


def test_centuries_fit():
    """However long the time, there are only so many bars, inside the drawing."""
    drawn = timeline([bucket(f"{year:04}-01-01", reported=1) for year in range(1, 2024, 7)])
    assert len(drawn.bars) <= MOST_BARS
    assert all(0 <= bar.x <= drawn.width - bar.width for bar in drawn.bars)


@pytest.mark.parametrize("precision", RADIUS_KM)
def test_a_circle_covers_what_is_known(precision: str):
    """Nothing is drawn smaller than what is known of the place, and a country is its own area."""
    drawn = drawing([spot("Here", 50, 30, precision), spot("There", 52, 34)])
    km_per_px = drawn.scale_km / drawn.scale_px
    if precision == "country":
        assert [land.code for land in drawn.lands if land.records] == ["UKR"]
        return
    circle = next(c for c in drawn.circles if c.name == "Here")
    assert circle.radius * km_per_px >= RADIUS_KM[precision] * 0.9


def test_places_that_touch_are_one_with_their_sum():
    """Two towns side by side on a map of the world are one circle that says so."""
    drawn = drawing(
        [
            spot("Kyiv", 50.45, 30.52, records=5),
            spot("Brovary", 50.5, 30.8, records=2),
            spot("Sydney", -33.9, 151.2, country="AUS"),
        ]
    )
    joined = next(c for c in drawn.circles if c.name == "Kyiv")
    assert (joined.records, joined.places) == (7, ("Kyiv", "Brovary"))
    assert "1 more place" in joined.told


def test_everything_lies_on_the_map():
    """Places at the poles and the date line are inside the drawing."""
    drawn = drawing([spot("North", 89, 179), spot("South", -89, -179), spot("Zero", 0, 0)])
    assert all(0 <= c.x <= WIDTH and 0 <= c.y <= HEIGHT for c in drawn.circles)
    assert drawing([]) is None


def test_the_outline_has_countries_and_no_line_across():
    """Countries have codes; none is drawn from one edge of the world to the other."""
    assert {"UKR", "BLR", "USA", "FJI", "RUS"} <= {code for code, _ in outline(fine=False)}
    assert {"UKR", "BLR", "USA", "FJI", "RUS"} <= {code for code, _ in outline(fine=True)}
    drawn = drawing([spot("A", 60, -170), spot("B", 60, 170), spot("C", -20, 0)])
    for land in drawn.lands:
        if land.code == "ATA":
            continue
        xs = [float(x) for x in re.findall(r"[ML](-?\d+) ", land.path)]
        assert all(abs(a - b) < WIDTH * 0.6 for a, b in pairwise(xs)), land.code
