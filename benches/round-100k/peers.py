#!/usr/bin/env python3
"""The same file by DuckDB or pandas: read, kept as Parquet, added up by admin 1 and 2. No checks, no history, no users.

    peers.py duckdb|pandas FILE FOLDER
"""
import sys
import time

which, source, folder = sys.argv[1:]
kept = f"{folder}/{which}.parquet"
began = time.perf_counter()
if which == "duckdb":
    import duckdb
    base = duckdb.connect()
    base.execute("set threads to 2")
    base.execute(f"copy (select * from read_csv('{source}')) to '{kept}' (format parquet, compression zstd)")
    read = time.perf_counter()
    totals = [base.execute(f"select sum(\"IDP individuals\") from (select \"{code}\", sum(\"IDP individuals\") as \"IDP individuals\" from '{kept}' group by 1)").fetchone()[0] for code in ("Admin 1 P-code", "Admin 2 P-code")]
else:
    import pandas
    pandas.read_csv(source).to_parquet(kept, compression="zstd")
    read = time.perf_counter()
    frame = pandas.read_parquet(kept)
    totals = [int(frame.groupby(code)["IDP individuals"].sum().sum()) for code in ("Admin 1 P-code", "Admin 2 P-code")]
ended = time.perf_counter()
print(f"{which} read {read - began:.2f} measure {ended - read:.2f} total {totals[0]} {totals[1]}")
