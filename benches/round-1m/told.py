#!/usr/bin/env python3
"""The totals of a comparison as `waymark round compare --json` tells it, to be held against the peers'."""
import json
import sys

for line in sys.stdin:
    told = json.loads(line)
    now = told["now_in_both"] + told["now_only_in_new"]
    print(f"  round 2 {now}, in both {told['covered_in_both']}: {told['before_in_both']} then {told['now_in_both']}")
