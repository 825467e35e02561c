package ua.vuzol.worklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.Value;
import ua.vuzol.query.QueryAttribute;
import ua.vuzol.query.QueryKey;

/**
 * What a worklist query asks for (PS3.4 K.6.1.2).
 *
 * @param patient keys that the registry knows, which are columns of the answer's row
 * @param others keys that the JSON of the answer has, without those of the step
 * @param step keys in the item of Scheduled Procedure Step Sequence
 * @param allSupported whether all that is asked for is an attribute of DICOM
 */
record WorklistKeys(List<QueryKey> patient, List<QueryKey> others, List<QueryKey> step, boolean allSupported) {

    static WorklistKeys of(DataSet identifier) {
        List<QueryKey> patient = new ArrayList<>();
        List<QueryKey> others = new ArrayList<>();
        List<QueryKey> step = new ArrayList<>();
        boolean allSupported = true;
        for (Element element : identifier) {
            int tag = element.tag();
            if (tag == Tag.SpecificCharacterSet || Tag.isGroupLength(tag)) {
                continue;
            }
            Optional<QueryAttribute> ofPatient = WorklistAttributes.patient(tag);
            Optional<QueryAttribute> attribute = ofPatient.or(() -> WorklistAttributes.procedure(tag));
            allSupported &= attribute.isPresent();
            attribute.ifPresent(known -> (ofPatient.isPresent() ? patient : others).add(new QueryKey(known, element)));
            if (tag == Tag.ScheduledProcedureStepSequence) {
                allSupported &= step(element, step);
            }
        }
        return new WorklistKeys(patient, others, step, allSupported);
    }

    private static boolean step(Element sequence, List<QueryKey> keys) {
        boolean allSupported = true;
        if (sequence.value() instanceof Value.Items items && !items.dataSets().isEmpty()) {
            for (Element element : items.dataSets().get(0)) {
                Optional<QueryAttribute> attribute = WorklistAttributes.step(element.tag());
                allSupported &= attribute.isPresent();
                attribute.ifPresent(known -> keys.add(new QueryKey(known, element)));
            }
        }
        return allSupported;
    }
}
