"""Counts at fifty points over a year, the same for the same seed: `generate.py ROWS FILE`."""
import sys
import numpy as np
import pandas as pd

rows, path = int(sys.argv[1]), sys.argv[2]
rng = np.random.default_rng(2026)
days = np.array([str(day) for day in np.arange("2025-01-01", "2026-01-01", dtype="datetime64[D]")])
points = np.array([f"F{number:02}" for number in range(50)])
ways = np.array(["onward", "back", "circular", "unknown"])
countries = np.array(["XMR", "XMS", "XMT", "XMU"])
step, first = 1_000_000, True
with open(path, "w") as out:
    for start in range(0, rows, step):
        size = min(step, rows - start)
        # Counts come by day, as a registry is kept.
        at = np.sort(rng.integers(0, len(days), size)) if rows <= step else np.full(size, 0)
        if rows > step:
            low, high = start * len(days) // rows, max((start + size) * len(days) // rows, start * len(days) // rows + 1)
            at = np.sort(rng.integers(low, high, size))
        pd.DataFrame({
            "point_id": points[rng.integers(0, 50, size)], "counted_on": days[at], "from_hour": rng.integers(5, 20, size),
            "hours_observed": 1, "direction": ways[rng.choice(4, size, p=[.55, .3, .1, .05])], "size": rng.integers(1, 9, size),
            "nationality": countries[rng.integers(0, 4, size)],
        }).to_csv(out, index=False, header=first)
        first = False
