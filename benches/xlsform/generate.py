"""Writes an XLSForm of ROWS questions in three languages, as .xlsx, with the Python standard library only.

The form is an assessment of sites: admin cascade, demographics with totals, sectors with relevance, repeats of
households, notes that quote answers. Usage: generate.py ROWS FILE.xlsx
"""

import sys
import zipfile
from xml.sax.saxutils import escape

LANGUAGES = ["English (en)", "French (fr)", "Arabic (ar)"]
WORDS = {"English (en)": "Question", "French (fr)": "Question", "Arabic (ar)": "سؤال"}


def labels(text):
    return {f"label::{language}": f"{WORDS[language]} {text}" for language in LANGUAGES}


def choices():
    for region in range(20):
        yield {"list_name": "adm1", "name": f"r{region}", **labels(f"region {region}")}
        for district in range(12):
            yield {"list_name": "adm2", "name": f"r{region}d{district}", "adm1": f"r{region}", **labels(f"district {region}.{district}")}
    for name in ("yes", "no", "unknown"):
        yield {"list_name": "yn", "name": name, **labels(name)}
    for place in range(59):
        yield {"list_name": "needs", "name": f"n{place}", **labels(f"need {place}")}


def survey(rows):
    yield {"type": "start", "name": "start"}
    yield {"type": "today", "name": "today"}
    yield {"type": "select_one adm1", "name": "adm1", "required": "yes", "instance::hxl": "#adm1+code", **labels("adm1")}
    yield {"type": "select_one adm2", "name": "adm2", "choice_filter": "adm1 = ${adm1}", "instance::hxl": "#adm2+code", **labels("adm2")}
    number, written = 0, 4
    while written < rows - 2:
        number += 1
        kind = number % 8
        block = [{"type": "begin group", "name": f"s{number}", "appearance": "field-list", **labels(f"sector {number}")}]
        block.append({"type": "select_one yn", "name": f"s{number}_any", "required": "yes", **labels(f"any {number}")})
        relevant = f"${{s{number}_any}} = 'yes'"
        if kind == 3:
            block.append({"type": "begin repeat", "name": f"s{number}_hh", "relevant": relevant, **labels(f"household {number}")})
            block.append({"type": "integer", "name": f"s{number}_size", "constraint": ". > 0", **labels("size")})
            block.append({"type": "calculate", "name": f"s{number}_dbl", "calculation": f"${{s{number}_size}} * 2"})
            block.append({"type": "note", "name": f"s{number}_said", **labels(f"of ${{s{number}_size}} people")})
            block.append({"type": "end repeat"})
        else:
            for sex in ("f", "m"):
                block.append({"type": "integer", "name": f"s{number}_{sex}", "relevant": relevant, "constraint": ". >= 0", "default": "0", "hxl": f"#affected+{sex}", **labels(f"persons {sex}")})
            block.append({"type": "calculate", "name": f"s{number}_all", "calculation": f"coalesce(${{s{number}_f}}, 0) + coalesce(${{s{number}_m}}, 0)"})
            block.append({"type": "select_multiple needs", "name": f"s{number}_needs", "relevant": relevant, **labels(f"needs {number}")})
        block.append({"type": "end group"})
        yield from block
        written += len(block)
    yield {"type": "geopoint", "name": "place", **labels("place")}
    yield {"type": "image", "name": "photo", "parameters": "max-pixels=1024", **labels("photo")}


def sheet(rows):
    header = list(dict.fromkeys(key for row in rows for key in row))
    lines = [header] + [[row.get(key, "") for key in header] for row in rows]
    cells = []
    for number, line in enumerate(lines, start=1):
        row = "".join(
            f'<c r="{column(place)}{number}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
            for place, text in enumerate(line)
            if text
        )
        cells.append(f'<row r="{number}">{row}</row>')
    return (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{''.join(cells)}</sheetData></worksheet>"
    )


def column(place):
    return chr(65 + place) if place < 26 else chr(64 + place // 26) + chr(65 + place % 26)


def main():
    rows, path = int(sys.argv[1]), sys.argv[2]
    settings = [{"form_title": "Assessment of sites", "form_id": "bench", "version": "1", "default_language": LANGUAGES[0]}]
    sheets = {"survey": list(survey(rows)), "choices": list(choices()), "settings": settings}
    main_ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rel_ns = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    pack_ns = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        parts = "".join(
            f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
            for n in range(1, len(sheets) + 1)
        )
        book.writestr(
            "[Content_Types].xml",
            f'<?xml version="1.0"?><Types xmlns="{pack_ns}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
            f"{parts}</Types>",
        )
        book.writestr(
            "_rels/.rels",
            f'<?xml version="1.0"?><Relationships xmlns="{pack_ns}/relationships"><Relationship Id="r1" Type="{rel_ns}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, start=1))
        book.writestr("xl/workbook.xml", f'<?xml version="1.0"?><workbook xmlns="{main_ns}" xmlns:r="{rel_ns}"><sheets>{names}</sheets></workbook>')
        targets = "".join(
            f'<Relationship Id="r{n}" Type="{rel_ns}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in range(1, len(sheets) + 1)
        )
        book.writestr("xl/_rels/workbook.xml.rels", f'<?xml version="1.0"?><Relationships xmlns="{pack_ns}/relationships">{targets}</Relationships>')
        for n, rows_of in enumerate(sheets.values(), start=1):
            book.writestr(f"xl/worksheets/sheet{n}.xml", sheet(rows_of))


main()
