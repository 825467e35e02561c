package ua.vuzol.intake.convert;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.ValueSource;

/** Puts the values of a profile's blocks into a data set. */
final class Header {
    private final ValueResolver resolver;
    private final TextRepair repair;
    private final SourceProfile profile;

    Header(ValueResolver resolver, TextRepair repair, SourceProfile profile) {
        this.resolver = resolver;
        this.repair = repair;
        this.profile = profile;
    }

    /** Attributes without a value are left out: whether they must be there is for the object's table to say. */
    void put(DataSet target, Map<String, ValueSource> block) {
        block.forEach((keyword, source) -> put(target, attribute(keyword), source));
    }

    static Dictionary.Entry attribute(String keyword) {
        return Dictionary.standard()
                .byKeyword(keyword)
                .orElseThrow(() -> new IllegalStateException(keyword + " was not checked when its table was read"));
    }

    private void put(DataSet target, Dictionary.Entry attribute, ValueSource source) {
        if (source instanceof ValueSource.Coded code) {
            target.putItems(attribute.tag(), item(code));
        } else if (source instanceof ValueSource.Items items) {
            putItems(target, attribute, items);
        } else if (source instanceof ValueSource.Fixed fixed) {
            putValues(target, attribute, fixed.values());
        } else if (source instanceof ValueSource.Generated generated) {
            putValues(target, attribute, List.of(resolver.generated(attribute.keyword(), generated.generator())));
        } else {
            fromRecord(attribute, source).ifPresent(value -> putDeviceText(target, attribute, value));
        }
    }

    private Optional<String> fromRecord(Dictionary.Entry attribute, ValueSource source) {
        String value = source instanceof ValueSource.NameParts parts
                ? resolver.name(attribute.keyword(), parts)
                : resolver.fromRecord(attribute.keyword(), (ValueSource.FromRecord) source);
        return Optional.of(value).filter(text -> !text.isEmpty());
    }

    private void putDeviceText(DataSet target, Dictionary.Entry attribute, String value) {
        String folded = repair.fold(attribute, repair.oneValue(attribute, value));
        String repaired = repair.plainApostrophes(attribute, folded);
        if (attribute.vrs().get(0) != VR.PN) {
            putValues(target, attribute, List.of(repaired));
        } else if (attribute.tag() == Tag.PatientName) {
            putPatientName(target, attribute, repaired);
        } else {
            putValues(target, attribute, List.of(inTheFormOfTheProfile(attribute, repaired)));
        }
    }

    private String inTheFormOfTheProfile(Dictionary.Entry attribute, String name) {
        return profile.text().latinInPatientName()
                ? repair.latin(attribute, name)
                        .map(latin -> repair.coerce(attribute, name, latin))
                        .orElse(name)
                : name;
    }

    /** The two forms of the patient's name stand in Patient's Name (0010,0010) and Other Patient Names (0010,1001). */
    private void putPatientName(DataSet target, Dictionary.Entry attribute, String name) {
        String first = inTheFormOfTheProfile(attribute, name);
        putValues(target, attribute, List.of(first));
        Optional<String> other = first.equals(name) ? repair.latin(attribute, name) : Optional.of(name);
        other.filter(form -> !form.equals(first))
                .ifPresent(form -> putValues(target, attribute("OtherPatientNames"), List.of(form)));
    }

    private void putItems(DataSet target, Dictionary.Entry attribute, ValueSource.Items items) {
        List<DataSet> filled = items.items().stream()
                .filter(this::saysSomething)
                .map(this::item)
                .toList();
        if (!filled.isEmpty() || items.items().isEmpty()) {
            target.putItems(attribute.tag(), filled.toArray(DataSet[]::new));
        }
    }

    /** Values in items are codes and identifiers: none of them is repaired. */
    private DataSet item(Map<String, ValueSource> block) {
        DataSet item = new DataSet();
        block.forEach((keyword, source) -> {
            Dictionary.Entry attribute = attribute(keyword);
            if (source instanceof ValueSource.FromRecord || source instanceof ValueSource.NameParts) {
                fromRecord(attribute, source).ifPresent(value -> putValues(item, attribute, List.of(value)));
            } else {
                put(item, attribute, source);
            }
        });
        return item;
    }

    /** An item whose values from the record are all empty, such as the issuer of a number nobody wrote, is left out. */
    private boolean saysSomething(Map<String, ValueSource> block) {
        List<Map.Entry<String, ValueSource>> fromRecord = block.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof ValueSource.FromRecord
                        || entry.getValue() instanceof ValueSource.NameParts)
                .toList();
        return fromRecord.isEmpty()
                || fromRecord.stream().anyMatch(entry -> fromRecord(attribute(entry.getKey()), entry.getValue())
                        .isPresent());
    }

    static DataSet item(ValueSource.Coded code) {
        return new DataSet()
                .put(Tag.CodeValue, code.value())
                .put(Tag.CodingSchemeDesignator, code.scheme())
                .put(Tag.CodeMeaning, code.meaning());
    }

    /** @throws UnreadableInputException when a value does not fit its VR */
    static void putValues(DataSet target, Dictionary.Entry attribute, List<String> values) {
        VR vr = attribute.vrs().get(0);
        String[] texts = values.stream()
                .map(value -> vr == VR.AT ? Tag.format(attribute(value).tag()) : value)
                .toArray(String[]::new);
        try {
            target.put(attribute.tag(), vr, texts);
        } catch (DicomValueException e) {
            throw new UnreadableInputException(
                    "The value for " + attribute.keyword() + " cannot stand there: " + e.getMessage() + ".", e);
        }
    }
}
