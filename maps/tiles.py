"""Web-mercator tiles, and the one integer that says in which of them a point lies.

A point's **tile key** is its column x and row y at zoom 30 with their bits interleaved
(Morton order: bit 2i is bit i of x, bit 2i + 1 is bit i of y). It has 60 bits and fits a
signed 64-bit column. Because the bits of a parent tile are a prefix of its children's:

- the points of any tile at any zoom are ONE range of the key: ``tile_key BETWEEN lo AND hi``;
- ``tile_key >> 2 * (30 - zoom)`` is the number of the point's cell at that zoom, so that a
  database groups points into clusters by a shift alone.

::

    tile = Tile(z=15, x=27434, y=13387)
    lo, hi = tile.key_range
    SELECT tile_key >> {cluster_shift(tile.z)} AS cell, count(*) … WHERE tile_key BETWEEN lo AND hi GROUP BY cell
    lon, lat = cell_centre(cell, cluster_zoom(tile.z))

Conventions: positions are (lon, lat) in degrees; row 0 is in the north. A point exactly on an
edge belongs to the tile east and south of it, but for the outermost edges, which belong to the
last tile. Latitudes beyond ``MAX_LAT`` count as lying on the map's upper or lower edge.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from maps.errors import InvalidShape, InvalidTile

KEY_ZOOM = 30
TILE_PIXELS = 256
CLUSTER_PIXELS = 64
MAX_LAT = math.degrees(math.atan(math.sinh(math.pi)))  # 85.0511…: there the world is a square

Keys = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]
Degrees = npt.NDArray[np.float64]

# Each step doubles the gaps between the bits of a 30-bit number, until a zero follows every bit.
_SPREAD = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """One square of the web-mercator world at a zoom; refuses numbers that name none."""

    z: int
    x: int
    y: int

    def __post_init__(self) -> None:
        numbers = (self.z, self.x, self.y)
        if any(isinstance(n, bool) or not isinstance(n, int) for n in numbers):
            raise InvalidTile(z=self.z, x=self.x, y=self.y)
        if not (0 <= self.z <= KEY_ZOOM and 0 <= self.x < 1 << self.z and 0 <= self.y < 1 << self.z):
            raise InvalidTile(z=self.z, x=self.x, y=self.y)

    @classmethod
    def at(cls, lon: float, lat: float, z: int) -> Self:
        """Return the tile of zoom ``z`` in which a position lies."""
        if isinstance(z, bool) or not isinstance(z, int) or not 0 <= z <= KEY_ZOOM:
            raise InvalidTile(z=z, x=None, y=None)
        x, y = _split(tile_key(lon, lat) >> 2 * (KEY_ZOOM - z))
        return cls(z=z, x=x, y=y)

    @property
    def key_range(self) -> tuple[int, int]:
        """The smallest and the largest tile key inside; both ends belong to it, as in BETWEEN."""
        below = 2 * (KEY_ZOOM - self.z)
        low = (_spread(self.x) | _spread(self.y) << 1) << below
        return low, low + (1 << below) - 1

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        side = 1 << self.z
        return (
            _longitude(self.x / side),
            _latitude((self.y + 1) / side),
            _longitude((self.x + 1) / side),
            _latitude(self.y / side),
        )

    @property
    def parent(self) -> Self:
        """The tile one zoom further out; the whole world has none."""
        if self.z == 0:
            raise InvalidTile(z=-1, x=0, y=0)
        return type(self)(self.z - 1, self.x >> 1, self.y >> 1)

    @property
    def children(self) -> tuple[Self, Self, Self, Self]:
        """The four tiles one zoom further in, in the order of their keys."""
        make = type(self)
        z, x, y = self.z + 1, self.x << 1, self.y << 1
        return make(z, x, y), make(z, x + 1, y), make(z, x, y + 1), make(z, x + 1, y + 1)

    def contains(self, other: Tile) -> bool:
        """Whether ``other`` is this tile or lies inside it."""
        deeper = other.z - self.z
        return deeper >= 0 and (other.x >> deeper, other.y >> deeper) == (self.x, self.y)


def tile_key(lon: float, lat: float) -> int:
    """Return the tile key of one position; the same number that ``tile_keys`` gives it."""
    x, y = _columns_and_rows([lon], [lat])
    return _spread(int(x[0])) | _spread(int(y[0])) << 1


def tile_keys(lons: npt.ArrayLike, lats: npt.ArrayLike) -> Keys:
    """Return the tile key of each position.

    Parameters
    ----------
    lons, lats : n floats each
        Degrees in ``STORAGE_CRS``. Longitudes from -180 to 180, latitudes from -90 to 90;
        beyond ``MAX_LAT`` they count as the edge of the map. Not changed by the call.

    Returns
    -------
    n 64-bit integers
        Between 0 and 2**60 - 1. A key stands for a square of 3.7 cm at the equator
        (3.2 cm at Shanghai).

    Raises
    ------
    InvalidShape
        If a coordinate is not a finite number or is out of range.

    Notes
    -----
    The last bit of a row can differ between processors, as sines do; ``recount`` then moves
    a point by one such square at most.
    """
    x, y = _columns_and_rows(lons, lats)
    return (_spread_array(x) | _spread_array(y) << np.uint64(1)).astype(np.int64)


def cell_centre(cell: int, zoom: int) -> tuple[float, float]:
    """Return the (lon, lat) of the middle of a cell.

    ``cell`` is ``tile_key >> 2 * (30 - zoom)``: at zoom 30 the key itself, at the zoom that
    ``cluster_zoom`` gives the number that a query groups by.
    """
    if not 0 <= zoom <= KEY_ZOOM or not 0 <= cell < 1 << 2 * zoom:
        raise InvalidTile(z=zoom, x=cell, y=None)
    x, y = _split(cell)
    side = 1 << zoom
    return _longitude((x + 0.5) / side), _latitude((y + 0.5) / side)


def cluster_zoom(z: int, pixels: int = CLUSTER_PIXELS) -> int:
    """Return the zoom whose tiles are ``pixels`` wide on a map shown at zoom ``z``; at most 30."""
    if not 0 <= z <= KEY_ZOOM:
        raise InvalidTile(z=z, x=None, y=None)
    return min(KEY_ZOOM, z + max(0, int(math.log2(TILE_PIXELS / pixels))))


def cluster_shift(z: int, pixels: int = CLUSTER_PIXELS) -> int:
    """Return k such that ``tile_key >> k`` numbers the clusters of a map shown at zoom ``z``."""
    return 2 * (KEY_ZOOM - cluster_zoom(z, pixels))


def _columns_and_rows(lons: npt.ArrayLike, lats: npt.ArrayLike) -> tuple[Bits, Bits]:
    """Return the column and the row of each position at ``KEY_ZOOM``."""
    lon, lat = _checked(lons, lats)
    side = 1 << KEY_ZOOM
    across = (lon + 180.0) / 360.0
    down = 0.5 - np.arcsinh(np.tan(np.radians(np.clip(lat, -MAX_LAT, MAX_LAT)))) / (2.0 * math.pi)
    x = np.clip(np.floor(across * side), 0, side - 1).astype(np.uint64)
    y = np.clip(np.floor(down * side), 0, side - 1).astype(np.uint64)
    return x, y


def _checked(lons: npt.ArrayLike, lats: npt.ArrayLike) -> tuple[Degrees, Degrees]:
    lon, lat = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        raise InvalidShape("not_a_number", "tile key of a position that is not finite")
    if (np.abs(lon) > 180.0).any() or (np.abs(lat) > 90.0).any():
        raise InvalidShape("out_of_range", "tile key of a position that is not on the earth")
    return lon, lat


def _spread(number: int) -> int:
    for step, mask in _SPREAD:
        number = (number | number << step) & mask
    return number


def _spread_array(numbers: Bits) -> Bits:
    for step, mask in _SPREAD:
        numbers = (numbers | numbers << np.uint64(step)) & np.uint64(mask)
    return numbers


def _split(cell: int) -> tuple[int, int]:
    """Return the column and the row whose interleaved bits make up ``cell``."""
    return _gather(cell), _gather(cell >> 1)


def _gather(number: int) -> int:
    number &= _SPREAD[-1][1]
    for (step, _mask), (_step, wider) in zip(
        reversed(_SPREAD), [*reversed(_SPREAD[:-1]), (32, 0xFFFFFFFF)], strict=True
    ):
        number = (number | number >> step) & wider
    return number


def _longitude(across: float) -> float:
    return across * 360.0 - 180.0


def _latitude(down: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1.0 - 2.0 * down))))
