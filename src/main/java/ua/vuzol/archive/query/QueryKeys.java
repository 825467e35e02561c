package ua.vuzol.archive.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.query.Conditions;
import ua.vuzol.query.QueryKey;
import ua.vuzol.query.Wildcards;

/**
 * What an identifier asks for (PS3.4 C.4.1.1.3, C.4.2.1.4). Keys of the levels above are taken too, beyond the standard: many
 * who ask send the patient along.
 *
 * @param keys the attributes that are known here, with what the identifier has
 * @param allSupported whether the catalogue knows all that is asked for
 */
record QueryKeys(QueryLevel level, List<QueryKey> keys, boolean allSupported) {

    private static final Map<String, QueryLevel> ROOTS = Map.of(
            SopClass.PatientRootQueryRetrieveInformationModelFind, QueryLevel.PATIENT,
            SopClass.PatientRootQueryRetrieveInformationModelMove, QueryLevel.PATIENT,
            SopClass.PatientRootQueryRetrieveInformationModelGet, QueryLevel.PATIENT,
            SopClass.StudyRootQueryRetrieveInformationModelFind, QueryLevel.STUDY,
            SopClass.StudyRootQueryRetrieveInformationModelMove, QueryLevel.STUDY,
            SopClass.StudyRootQueryRetrieveInformationModelGet, QueryLevel.STUDY);

    /** @throws DimseException A900H with the offending element if the identifier does not fit the information model */
    static QueryKeys of(DataSet identifier, String sopClassUid) {
        QueryLevel root = Optional.ofNullable(ROOTS.get(sopClassUid))
                .orElseThrow(() -> new DimseException(Status.SOP_CLASS_NOT_SUPPORTED));
        QueryLevel level = identifier
                .string(Tag.QueryRetrieveLevel)
                .flatMap(QueryLevel::of)
                .filter(root::isAtOrAbove)
                .orElseThrow(() -> Conditions.wrong(Tag.QueryRetrieveLevel, "not a level of this information model"));
        level.above(root).forEach(above -> requireSingle(identifier, above.uniqueKey()));
        List<QueryKey> keys = new ArrayList<>();
        boolean allSupported = true;
        for (Element element : identifier) {
            Optional<QueryAttributes.Known> attribute = QueryAttributes.of(element.tag())
                    .filter(known -> known.level().isAtOrAbove(level));
            attribute.ifPresent(known -> keys.add(new QueryKey(known.attribute(), element)));
            allSupported &= attribute.isPresent() || isNoKey(element.tag()) || isUniqueKey(element.tag());
        }
        return new QueryKeys(level, List.copyOf(keys), allSupported);
    }

    /** What tells of the identifier itself. */
    private static boolean isNoKey(int tag) {
        return tag == Tag.SpecificCharacterSet || tag == Tag.QueryRetrieveLevel || Tag.isGroupLength(tag);
    }

    /** Those of lower levels mean nothing here and are sent all the same. */
    private static boolean isUniqueKey(int tag) {
        return List.of(QueryLevel.values()).stream().anyMatch(level -> level.uniqueKey() == tag);
    }

    private static void requireSingle(DataSet identifier, int tag) {
        List<String> values = identifier.strings(tag);
        boolean single = values.size() == 1 && !values.get(0).isEmpty() && !Wildcards.isIn(values.get(0));
        if (!single) {
            throw Conditions.wrong(tag, "a level above needs one value");
        }
    }

    /** @throws DimseException A900H unless the unique key of the level says which are to be retrieved, without wildcards */
    List<String> retrieved() {
        List<String> values = keys.stream()
                .filter(key -> key.attribute().tag() == level.uniqueKey())
                .flatMap(key -> key.element().strings().stream())
                .toList();
        boolean named =
                !values.isEmpty() && values.stream().noneMatch(value -> value.isEmpty() || Wildcards.isIn(value));
        if (!named || level == QueryLevel.PATIENT && values.size() > 1) {
            throw Conditions.wrong(level.uniqueKey(), "what to retrieve is not named");
        }
        return values;
    }
}
