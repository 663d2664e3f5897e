#!/usr/bin/env python3
"""A round of displacement tracking as a country sends it: generated, the same for the same seed.

    generate.py ROWS [ROUND] > round.csv

A later round has the same places with other figures: of each hundred about three are not told any more, and as many are new.
"""
import csv
import random
import sys

rows = int(sys.argv[1])
round_number = int(sys.argv[2]) if len(sys.argv) > 2 else 1
dice = random.Random(2018 + round_number)
reasons = ["Conflict", "Natural disaster", "Insecurity"]
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["Country", "Operation", "Round", "Reporting date", "Assessment type", "Admin 1 name", "Admin 1 P-code", "Admin 2 name", "Admin 2 P-code", "Location name", "Location ID", "Latitude", "Longitude", "IDP households", "IDP individuals", "Females", "Males", "Reason for displacement", "Key informants"])
for number in range(rows):
    if round_number > 1 and dice.randrange(100) < 3:
        number += rows * (round_number - 1)
    district = number % 480
    province = district // 24
    households = 5 + dice.randrange(200)
    people = round(households * (4.2 + 1.6 * dice.random()))
    females = round(people * (0.47 + 0.06 * dice.random()))
    out.writerow([
        "XMR", "xmr-bench", round_number, f"2026-{8 + round_number:02d}-20", "BA",
        f"Province {province + 1}", f"XM{province + 1:02d}", f"District {district + 1}", f"XM{province + 1:02d}{district % 24 + 1:02d}",
        f"Place {number + 1}", f"P{number + 1:06d}", round(4 + 3 * dice.random(), 5), round(21 + 4 * dice.random(), 5),
        households, people, females, people - females, reasons[dice.randrange(3)], 1 + dice.randrange(4),
    ])
