"""One synthetic file by the peer: peer.py IN.csv EPSILON DELTA OUT.csv. Prints the seconds of fit and sample."""
import csv
import sys
import time

from pacsynth import (AccuracyMode, Dataset, DpAggregateSeededParametersBuilder,
                      DpAggregateSeededSynthesizer, FabricationMode)

with open(sys.argv[1], newline="") as file:
    rows = list(csv.reader(file))
start = time.time()
# "0" of a flag is told to the peer as a value that counts, else it would drop it.
flags = [name for at, name in enumerate(rows[0]) if {row[at] for row in rows[1:]} <= {"", "0", "1"}]
settings = (DpAggregateSeededParametersBuilder().reporting_length(3).epsilon(float(sys.argv[2]))
            .delta(float(sys.argv[3])).accuracy_mode(AccuracyMode.balanced())
            .fabrication_mode(FabricationMode.balanced()).build())
peer = DpAggregateSeededSynthesizer(settings)
peer.fit(Dataset(rows, sensitive_zeros=flags))
made = peer.sample()
with open(sys.argv[4], "w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows(made)
print(f"{time.time() - start:.1f}")
