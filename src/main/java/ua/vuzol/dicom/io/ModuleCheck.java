package ua.vuzol.dicom.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Iod;
import ua.vuzol.dicom.data.NestedDataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TagPath;

/** Whether an object has the attributes of type 1 and 2 (PS3.5 7.4) of the modules that its IOD demands. */
final class ModuleCheck {

    private ModuleCheck() {}

    /** Gives the names of the modules that it knows nothing about. */
    static List<String> check(DataSet dataSet, String sopClass, Findings findings) {
        Optional<Iod> iod = Iod.ofSopClass(sopClass);
        if (iod.isEmpty()) {
            findings.warning(
                    TagPath.of(Optional.empty(), Tag.SOPClassUID),
                    "no IOD is known for this SOP class, so nothing tells what it must have");
            return List.of();
        }
        NestedDataSet root = new NestedDataSet(Optional.empty(), dataSet);
        iod.get().attributes().forEach(attribute -> check(root, attribute, findings));
        return iod.get().modules().stream()
                .filter(module -> module.attributes().isEmpty())
                .map(Iod.Module::name)
                .toList();
    }

    private static void check(NestedDataSet root, Iod.Attribute attribute, Findings findings) {
        List<NestedDataSet> within = List.of(root);
        for (int sequence : attribute.sequences()) {
            List<NestedDataSet> items = new ArrayList<>();
            for (NestedDataSet outer : within) {
                int number = 0;
                for (DataSet item : outer.dataSet().items(sequence)) {
                    number++;
                    items.add(new NestedDataSet(Optional.of(outer.path(sequence).item(number)), item));
                }
            }
            within = items;
        }
        for (NestedDataSet dataSet : within) {
            problem(dataSet.dataSet().get(attribute.tag()), attribute)
                    .ifPresent(problem -> findings.error(
                            dataSet.path(attribute.tag()),
                            keyword(attribute.tag()) + " " + problem + " (" + attribute.module() + " Module, type "
                                    + attribute.type() + ")"));
        }
    }

    private static Optional<String> problem(Optional<Element> element, Iod.Attribute attribute) {
        if (element.isEmpty()) {
            return Optional.of("is missing");
        }
        return attribute.type() == 1 && element.get().isEmpty() ? Optional.of("is empty") : Optional.empty();
    }

    private static String keyword(int tag) {
        return Dictionary.standard().lookup(tag).map(Dictionary.Entry::keyword).orElseGet(() -> Tag.format(tag));
    }
}
