"""The same series with DuckDB and pandas: `peers.py duckdb|pandas FILE`."""
import sys

peer, path = sys.argv[1:]
if peer == "duckdb":
    import duckdb
    rows = duckdb.sql(f"select point_id, counted_on, direction, sum(size) as people from read_csv('{path}') group by all order by all").fetchall()
    print(len({row[:2] for row in rows}), "point days,", sum(row[3] for row in rows), "passages")
else:
    import pandas as pd
    frame = pd.read_csv(path, usecols=["point_id", "counted_on", "direction", "size"])
    found = frame.groupby(["point_id", "counted_on", "direction"], sort=True)["size"].sum()
    print(len(found.reset_index()[["point_id", "counted_on"]].drop_duplicates()), "point days,", int(found.sum()), "passages")
