"""Invented people of many languages on a list, and queries for people who are on it and who are not.

python generate.py PERSONS QUERIES FOLDER [SEED] (needs PyPI faker and anyascii). Another seed is another list, other names and
other queries: tune on one, report another."""
import csv, random, sys
from anyascii import anyascii
from faker import Faker

PERSONS, QUERIES, FOLDER = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 2019
random.seed(SEED)
LOCALES = {"ar_AA": "EGY", "fa_IR": "IRN", "ru_RU": "RUS", "uk_UA": "UKR", "bg_BG": "BGR", "zh_CN": "CHN", "ko_KR": "KOR",
           "en_GB": "GBR", "en_US": "USA", "fr_FR": "FRA", "de_DE": "DEU", "es_ES": "ESP", "pt_BR": "BRA", "it_IT": "ITA",
           "tr_TR": "TUR", "pl_PL": "POL", "nl_NL": "NLD", "id_ID": "IDN", "hi_IN": "IND", "ka_GE": "GEO", "el_GR": "GRC",
           "en_NG": "NGA", "yo_NG": "NGA"}
POOLS = {}
for locale in list(LOCALES):
    try:
        fake = Faker(locale)
    except AttributeError:
        del LOCALES[locale]
        continue
    fake.seed_instance(len(locale) * 7 + ord(locale[0]) + (SEED - 2019) * 1000)
    pool = {}
    for sex in "MF":
        first = [(fake.first_name_male if sex == "M" else fake.first_name_female)() for _ in range(1500)]
        last = [getattr(fake, "last_name_male" if sex == "M" else "last_name_female", fake.last_name)() for _ in range(1500)]
        pool[sex] = (first, last)
    POOLS[locale] = pool
NAMES = list(LOCALES)

def person():
    locale = random.choice(NAMES)
    sex = random.choice("MF")
    first, last = POOLS[locale][sex]
    parts = [random.choice(first), random.choice(last)]
    if random.random() < 0.5:
        parts.insert(1, random.choice(first if locale != "es_ES" else last))
    born = f"{random.randint(1940, 2008)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    return locale, sex, parts, born

SWAPS = [("ph", "f"), ("kh", "h"), ("ou", "u"), ("oo", "u"), ("y", "i"), ("ck", "k"), ("w", "v"), ("z", "s"), ("sch", "sh"),
         ("ee", "i"), ("q", "k"), ("dj", "j"), ("ei", "ay"), ("c", "k"), ("j", "y")]

def spelling(name):
    found = [(a, b) for a, b in SWAPS if a in name]
    if not found:
        at = random.randrange(len(name))
        return name[:at] + name[at] + name[at:]
    a, b = random.choice(found)
    return name.replace(a, b, 1)

def typo(name):
    long = [i for i, part in enumerate(name.split()) if len(part) > 3]
    parts = name.split()
    if not long:
        return name
    i = random.choice(long)
    part = parts[i]
    at = random.randrange(1, len(part) - 1)
    kind = random.randrange(4)
    parts[i] = (part[:at] + part[at + 1:] if kind == 0 else part[:at] + random.choice("aeiourstln") + part[at:] if kind == 1
                else part[:at] + random.choice("aeiourstln") + part[at + 1:] if kind == 2
                else part[:at] + part[at + 1] + part[at] + part[at + 2:])
    return " ".join(parts)

def query(kind, locale, parts, born):
    latin = [anyascii(part).lower() for part in parts]
    name = " ".join(latin)
    year, month, day = born.split("-")
    if kind == "other script":
        return (" ".join(parts) if random.random() < 0.5 else name), born
    if kind == "typo":
        return typo(name), born
    if kind == "order":
        return " ".join(latin[-1:] + latin[:-1]), born
    if kind == "dropped part":
        return (" ".join(latin[:1] + latin[-1:]) if len(latin) > 2 else name), born
    if kind == "initials":
        return (" ".join([latin[0], latin[1][0], *latin[2:]]) if len(latin) > 2 else f"{latin[0][0]}. {latin[-1]}"), born
    if kind == "spelling":
        return spelling(name), born
    if kind == "mrz":
        field = (latin[-1] + "<<" + "<".join(latin[:-1])).replace(" ", "<").replace("-", "<").replace("'", "").upper()
        return field[:random.choice([39, 39, 31])], born
    if kind == "wrong year":
        return name, f"{int(year) + random.choice([-1, 1])}-{month}-{day}"
    if kind == "year only":
        return name, year
    return name, born

KINDS = ["equal", "typo", "order", "dropped part", "initials", "spelling", "mrz", "other script", "wrong year", "year only"]
listed = []
with open(f"{FOLDER}/list.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["id", "name", "aliases", "birth_date", "nationality", "sex"])
    for at in range(PERSONS):
        locale, sex, parts, born = person()
        name = " ".join(parts)
        latin = anyascii(name)
        aliases = []
        if latin != name and random.random() < 0.5:
            aliases.append(latin)
        if len(parts) > 2:
            aliases.append(f"{parts[0]} {parts[-1]}")
        aliases.append(f"{parts[-1]}, {' '.join(parts[:-1])}")
        on_list = born if random.random() < 0.8 else born[:4]
        out.writerow([at, name, "; ".join(aliases), on_list, LOCALES[locale], sex])
        if random.random() < QUERIES / PERSONS:
            listed.append((at, locale, sex, parts, born))
with open(f"{FOLDER}/queries.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["kind", "id", "name", "birth_date", "nationality", "sex"])
    for number, (at, locale, sex, parts, born) in enumerate(listed[: QUERIES // 2]):
        kind = KINDS[number % len(KINDS)]
        name, asked = query(kind, locale, parts, born)
        out.writerow([kind, at, name, asked, LOCALES[locale], sex])
        absent = person()
        name, asked = query(kind, absent[0], absent[2], absent[3])
        out.writerow([kind, "", name, asked, LOCALES[absent[0]], absent[1]])
