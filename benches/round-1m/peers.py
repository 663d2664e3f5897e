#!/usr/bin/env python3
"""The same two rounds by DuckDB or pandas: read, added up by admin 1, compared over the places of both. No checks, no history, no users.

    peers.py duckdb|pandas ROUND1 ROUND2
"""
import sys
import time

which, first, second = sys.argv[1:]
began = time.perf_counter()
if which == "duckdb":
    import duckdb
    base = duckdb.connect()
    base.execute("set threads to 2")
    for number, source in ((1, first), (2, second)):
        base.execute(f"create table r{number} as select * from read_csv('{source}')")
    read = time.perf_counter()
    areas = base.execute('select "Admin 1 P-code", sum("IDP individuals") from r2 group by 1').fetchall()
    both, before, now = base.execute(
        'select count(*), sum(a."IDP individuals"), sum(b."IDP individuals") from r1 a join r2 b using ("Location ID")'
    ).fetchone()
    added = sum(people for _, people in areas)
else:
    import pandas
    one, two = pandas.read_csv(first), pandas.read_csv(second)
    read = time.perf_counter()
    added = int(two.groupby("Admin 1 P-code")["IDP individuals"].sum().sum())
    joined = one.merge(two, on="Location ID", suffixes=("_before", "_now"))
    both = len(joined)
    before, now = (int(joined[f"IDP individuals_{side}"].sum()) for side in ("before", "now"))
ended = time.perf_counter()
print(f"  read {read - began:.2f} s, add up and compare {ended - read:.2f} s; round 2 {added}, in both {both}: {before} then {now}")
