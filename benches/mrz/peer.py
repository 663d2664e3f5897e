"""PyPI mrz on the same file; says how many a second."""
import sys, time
from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td2 import TD2CodeChecker
from mrz.checker.td3 import TD3CodeChecker
from mrz.checker.mrva import MRVACodeChecker
from mrz.checker.mrvb import MRVBCodeChecker

documents = [line.rstrip("\n") for line in open(sys.argv[1])]
start = time.perf_counter()
valid = 0
for text in documents:
    visa = text[0] == "V"
    lines = text.split("|")
    kind = (TD1CodeChecker if len(lines) == 3
            else (MRVBCodeChecker if visa else TD2CodeChecker) if len(lines[0]) == 36
            else (MRVACodeChecker if visa else TD3CodeChecker))
    try:
        valid += bool(kind("\n".join(lines)))
    except Exception:
        pass
taken = time.perf_counter() - start
print(f"PyPI mrz  {len(documents) / taken:>10.0f} a second, {valid} of {len(documents)} valid")
