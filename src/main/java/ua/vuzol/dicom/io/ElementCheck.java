package ua.vuzol.dicom.io;

import java.util.List;
import java.util.stream.Collectors;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.dicom.data.ValueRules;

/** Each element by itself: whether it may be where it is, has the VR of the dictionary and a value that fits. */
final class ElementCheck {

    private final Findings findings;
    private final boolean fileMeta;
    private final boolean directory;

    /** @param root the outermost data set, which tells what kind of elements it may have */
    ElementCheck(Findings findings, DataSet root) {
        this.findings = findings;
        this.fileMeta = root.contains(Tag.TransferSyntaxUID) || root.contains(Tag.MediaStorageSOPClassUID);
        this.directory = root.contains(Tag.DirectoryRecordSequence)
                || root.string(Tag.SOPClassUID).orElse("").equals(SopClass.MediaStorageDirectoryStorage);
    }

    void check(NestedDataSet nested) {
        nested.dataSet().forEach(element -> {
            TagPath path = nested.path(element.tag());
            place(nested.dataSet(), element, path);
            vr(element, path);
            length(element, path);
            ValueRules.violations(element).forEach(problem -> findings.error(path, problem));
        });
    }

    private void place(DataSet dataSet, Element element, TagPath path) {
        int tag = element.tag();
        int group = Tag.group(tag);
        if (group == 0 || group == 0x0002 && !fileMeta || group == 0x0004 && !directory) {
            findings.error(path, "an element of this group has no place here");
        } else if (Tag.isPrivate(tag)) {
            privatePlace(dataSet, tag, path);
        } else if (Dictionary.standard().lookup(tag).isEmpty()) {
            findings.warning(path, "the dictionary does not have it");
        }
        if (Tag.isGroupLength(tag) && !fileMeta) {
            findings.warning(path, "a group length, which is retired");
        }
    }

    /** PS3.5 7.8.1. */
    private void privatePlace(DataSet dataSet, int tag, TagPath path) {
        int group = Tag.group(tag);
        int element = Tag.element(tag);
        if (group <= 0x0007 || group == 0xFFFF) {
            findings.error(path, "no private element may be in this group");
        } else if (element >= 0x1000) {
            if (dataSet.privateCreator(tag).isEmpty()) {
                findings.error(path, "its block has no Private Creator " + Tag.format(Tag.privateCreator(tag)));
            }
        } else if (element != 0 && !Tag.isPrivateCreator(tag)) {
            findings.error(path, "a private element must be from (gggg,1000) on");
        }
    }

    private void vr(Element element, TagPath path) {
        if (!element.vrCode().equals(element.vr().name())) {
            findings.error(path, "the standard has no such VR");
            return;
        }
        List<VR> known = Tag.isPrivateCreator(element.tag())
                ? List.of(VR.LO)
                : Dictionary.standard()
                        .lookup(element.tag())
                        .map(Dictionary.Entry::vrs)
                        .orElse(List.of());
        if (known.isEmpty() || known.contains(element.vr())) {
            return;
        }
        String expected = known.stream().map(VR::name).collect(Collectors.joining(" or "));
        if (element.vr() == VR.UN) {
            findings.warning(path, "VR UN, though the dictionary says " + expected);
        } else {
            findings.error(path, "VR " + element.vr() + ", but the dictionary says " + expected);
        }
    }

    private void length(Element element, TagPath path) {
        if (element.value() instanceof Value.Fragments fragments) {
            if (fragments.fragments().stream().anyMatch(fragment -> fragment.length() % 2 != 0)) {
                findings.error(path, "a fragment of odd length");
            }
        } else if (element.value().length() > 0 && element.value().length() % 2 != 0) {
            findings.error(path, "an odd length of " + element.value().length());
        }
    }
}
