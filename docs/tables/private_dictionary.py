#!/usr/bin/env python3
"""Makes private.tsv of ua.vuzol.dicom.data from DCMTK's private.dic, which says what manufacturers' conformance statements say.

    private_dictionary.py private.dic private.tsv

private.dic: Copyright (c) 1994-2026, OFFIS e.V., BSD licence; only facts go into the output: creators, tags, VRs, names.
"""
import re
import sys

ROW = re.compile(r'\(([0-9a-f]{4})(?:-o-([0-9a-f]{4}))?,"([^"]+)",([0-9a-f]{2}|[0-9a-f]{4})\)\t(\w\w)\t([^\t]+)\t(\S+)', re.IGNORECASE)
CHOICES = {"px": "OW/OB", "ox": "OW/OB", "xs": "US/SS"}


def main(source, output):
    rows = {}
    with open(source, encoding="utf-8") as lines:
        for line in lines:
            match = ROW.match(line)
            if not match:
                if line.startswith("("):
                    raise SystemExit(f"not understood: {line}")
                continue
            first, last, creator, element, vr, name, vm = match.groups()
            first, last = first.lower(), last and last.lower()
            group = first if last is None else first[:2] + "xx"
            if last is not None and (first[2:], last) != ("01", first[:2] + "ff"):
                raise SystemExit(f"a range of groups that no pattern describes: {line}")
            tag = (group + (element if len(element) == 4 else "xx" + element)).upper().replace("X", "x")
            rows[creator, tag] = f"{creator}\t{tag}\t{CHOICES.get(vr, vr)}\t{vm}\t{name.replace(' ', '')}\n"
    with open(output, "w", encoding="utf-8") as out:
        out.write("# Private elements: facts of manufacturers' conformance statements as transcribed by DCMTK (OFFIS e.V., BSD "
                  "licence); made by docs/tables/private_dictionary.py.\n"
                  "# private creator <TAB> tag, xx for any block, or any odd group <TAB> VRs <TAB> VM <TAB> keyword\n")
        out.writelines(rows[key] for key in sorted(rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
