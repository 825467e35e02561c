#!/usr/bin/env python3
"""Makes iods.tsv and modules.tsv of ua.vuzol.dicom.data: what attributes an object of a SOP class must have.

    iod_modules.py TABLES Part3.xml OUTPUT

TABLES is the folder with ps3_sops.json, ps3_ciods.json, ps3_ciod_to_modules.json and ps3_modules.json (facts of PS3.3 and
PS3.4 as Innolitics transcribed them; Copyright (c) 2017 Innolitics, LLC, MIT licence, in LICENSE.innolitics.txt there).
Part3.xml is the transcription of the attribute tables of PS3.3-2008 that GDCM ships (Debian package libgdcm-tools,
/usr/share/gdcm-3.0/XML; Copyright (c) 2006-2011 Mathieu Malaterre, BSD licence). Only facts go into the output: tags and
types. What the standard has changed since 2008 is below, as far as it is known from its text and from dciodvfy's findings on
real files; a module that came later and is not below has a ? and is not checked.
"""
import json
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

# (module or macro table, or "" for any; tag) that was type 1 or 2 in 2008 and is conditional or optional now.
RELAXED = {
    ("8.8-1", "00080100"),  # Code Value: 1C since Long Code Value and URN Code Value
    ("8.8-1", "00080102"),  # Coding Scheme Designator: 1C since then
    ("", "00100021"),  # Issuer of Patient ID: 3 in Other Patient IDs too
    ("", "00100022"),  # Type of Patient ID
    ("", "00189174"),  # Applicable Safety Standard Agency: 1C
    ("", "00209222"),  # Dimension Index Sequence: 1C since TILED_FULL
    ("multi-frame", "00280009"),  # Frame Increment Pointer: 1C
    ("vl-whole-slide-microscopy-image-multi-frame-functional-groups", "52009230"),  # 1C since TILED_FULL
    ("segmentation-multi-frame-functional-groups", "52009230"),
    ("parametric-map-multi-frame-functional-groups", "52009230"),
}

# Type 2 in 2008 and type 1 now.
STRICTER = {
    "00209221",  # Dimension Organization Sequence
    "52009229",  # Shared Functional Groups Sequence
}

# Modules that came later and have few attributes of type 1 or 2.
NEW = {
    "general-acquisition": {},
    "specimen": {
        ("00400512",): "1",
        ("00400513",): "2",
        ("00400518",): "2",
        ("00400560",): "1",
        ("00400560", "00400551"): "1",
        ("00400560", "00400554"): "1",
        ("00400560", "00400562"): "2",
        ("00400560", "00400610"): "2",
    },
}


def key(name):
    name = re.sub(r"[^a-z0-9]+", " ", name.lower()).strip()
    return re.sub(r"( module)?( attributes)?$", "", name)


def main(tables, part3, output):
    def load(name):
        with open(os.path.join(tables, name), encoding="utf-8") as file:
            return json.load(file)

    root = ElementTree.parse(part3).getroot()
    by_table = {t.get("table"): t for t in root if t.tag in ("module", "macro") and t.get("table")}
    by_name = {key(t.get("name")): t for t in root if t.tag == "module"}
    names = {m["id"]: m["name"] for m in load("ps3_modules.json")}
    ciods = {c["name"]: c["id"] for c in load("ps3_ciods.json")}
    mandatory = {}
    for row in load("ps3_ciod_to_modules.json"):
        if row["usage"] == "M":
            mandatory.setdefault(row["ciodId"], []).append(row["moduleId"])

    used = sorted({m for ms in mandatory.values() for m in ms})
    with open(os.path.join(output, "modules.tsv"), "w", encoding="utf-8") as out:
        out.write("# PS3.3: attributes of type 1 and 2 of the modules that are mandatory in some IOD; facts as transcribed "
                  "by Innolitics (MIT licence) and GDCM (BSD licence), put together by docs/tables/iod_modules.py.\n"
                  "# module <TAB> name <TAB> attributes as TYPE:TAG, or TYPE:SEQUENCE>TAG for each item of a sequence; "
                  "? where the module is not known\n")
        for module in used:
            table = by_name.get(key(names[module]))
            found = attributes(module, table, by_table) if table is not None else NEW.get(module)
            cells = " ".join(f"{type_}:{'>'.join(path)}" for path, type_ in sorted((found or {}).items()))
            out.write(f"{module}\t{names[module]}\t{'?' if found is None else cells}\n")
    with open(os.path.join(output, "iods.tsv"), "w", encoding="utf-8") as out:
        out.write("# PS3.4 B.5 and PS3.3 A: SOP classes and the mandatory modules (usage M) of their IODs; facts as "
                  "transcribed by Innolitics (MIT licence), put together by docs/tables/iod_modules.py.\n# sop class <TAB> IOD <TAB> modules\n")
        for sop in sorted(load("ps3_sops.json"), key=lambda s: s["id"]):
            modules = mandatory.get(ciods[sop["ciod"]], [])
            out.write(f"{sop['id']}\t{sop['ciod']}\t{' '.join(dict.fromkeys(modules))}\n")


def attributes(module, table, by_table):
    """The types 1 and 2 by path, macros included; a macro inside itself, as in content trees, ends there."""
    found = {}
    work = [(table, (), (id(table),))]
    while work:
        current, outer, seen = work.pop()
        path = list(outer)
        for row in current:
            name = (row.get("name") or row.get("ref") or "").strip()
            depth = len(outer) + len(re.match(r"[> ]*", name).group().replace(" ", ""))
            if row.tag == "entry":
                tag = (row.get("group") + row.get("element")).upper()
                path = path[:depth] + [tag]
                relaxed = any((where, tag) in RELAXED for where in (current.get("table"), module, ""))
                if len(path) == depth + 1 and row.get("type") in ("1", "2") and re.fullmatch("[0-9A-F]{8}", tag) \
                        and not relaxed:
                    type_ = "1" if tag in STRICTER else row.get("type")
                    found[tuple(path)] = min(type_, found.get(tuple(path), "2"))
            elif row.tag == "include":
                match = re.search(r"[Tt]able *([A-Z0-9.]+-[0-9a-z.]+[0-9a-z])", name)
                macro = by_table.get(match.group(1)) if match else None
                if macro is not None and id(macro) not in seen and len(path) >= depth:
                    work.append((macro, tuple(path[:depth]), seen + (id(macro),)))
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
