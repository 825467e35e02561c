package ua.vuzol.intake.convert;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Dictionary;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.intake.UnreadableInputException;
import ua.vuzol.intake.profile.Iod;
import ua.vuzol.intake.profile.SourceProfile;
import ua.vuzol.intake.profile.ValueSource;

/**
 * Makes the data set of one instance but for its pixels: first what the profile gives, then what the pictures are, then what
 * the object's table adds where nothing stands yet.
 */
final class InstanceHeader {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx", Locale.ROOT);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx", Locale.ROOT);

    private final Header header;
    private final SourceProfile profile;
    private final InstanceUids uids;

    InstanceHeader(Header header, SourceProfile profile, InstanceUids uids) {
        this.header = header;
        this.profile = profile;
        this.uids = uids;
    }

    /** @param remarks takes what a person should know */
    DataSet of(InstancePlan plan, ZonedDateTime received, List<String> remarks) {
        DataSet dataSet = new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192");
        header.put(dataSet, profile.header());
        header.put(dataSet, profile.images().views().getOrDefault(plan.view(), Map.of()));
        CalendarValues.check(dataSet);
        remarks.addAll(Plausibility.check(dataSet, received));
        putMoments(dataSet, received);
        new ImagePixelModule(plan, profile).put(dataSet, remarks);
        dataSet.put(Tag.SOPClassUID, plan.iod().sopClassUid());
        if (dataSet.string(Tag.InstanceNumber).isEmpty()) {
            dataSet.put(Tag.InstanceNumber, plan.number());
        }
        putDefaults(dataSet, plan);
        uids.put(dataSet, plan);
        require(dataSet, plan.iod());
        return dataSet;
    }

    static String moment(ZonedDateTime moment) {
        return moment.format(MOMENT);
    }

    /** One offset holds for all dates and times of an instance (PS3.3 C.12.1.1.8): that of the examination. */
    private void putMoments(DataSet dataSet, ZonedDateTime received) {
        ZoneOffset offset = examined(dataSet)
                .map(moment -> profile.zone().getRules().getOffset(moment))
                .orElse(received.getOffset());
        OffsetDateTime created = received.toOffsetDateTime().withOffsetSameInstant(offset);
        dataSet.put(Tag.TimezoneOffsetFromUTC, OFFSET.format(offset));
        dataSet.put(Tag.InstanceCreationDate, created.format(DATE));
        dataSet.put(Tag.InstanceCreationTime, created.format(TIME));
        for (int tag : new int[] {Tag.SeriesDate, Tag.AcquisitionDate, Tag.ContentDate}) {
            takeOver(dataSet, Tag.StudyDate, tag);
        }
        for (int tag : new int[] {Tag.SeriesTime, Tag.AcquisitionTime, Tag.ContentTime}) {
            takeOver(dataSet, Tag.StudyTime, tag);
        }
    }

    private static Optional<LocalDateTime> examined(DataSet dataSet) {
        return dataSet.string(Tag.StudyDate).map(date -> LocalDate.parse(date, DATE)
                .atTime(dataSet.string(Tag.StudyTime)
                        .filter(time -> time.length() >= 4)
                        .map(time -> LocalTime.of(
                                Integer.parseInt(time.substring(0, 2)), Integer.parseInt(time.substring(2, 4))))
                        .orElse(LocalTime.NOON)));
    }

    private static void takeOver(DataSet dataSet, int from, int to) {
        if (dataSet.string(to).isEmpty()) {
            dataSet.string(from).ifPresent(value -> dataSet.put(to, value));
        }
    }

    private static void putDefaults(DataSet dataSet, InstancePlan plan) {
        plan.iod()
                .defaults(plan.form().photometric(), plan.frames().size(), dataSet.string(Tag.BodyPartExamined))
                .forEach(values -> putAbsent(dataSet, values, plan));
    }

    private static void putAbsent(DataSet dataSet, Map<String, ValueSource> values, InstancePlan plan) {
        values.forEach((keyword, source) -> {
            Dictionary.Entry attribute = Header.attribute(keyword);
            if (dataSet.contains(attribute.tag())) {
                return;
            }
            if (source instanceof ValueSource.Coded code) {
                dataSet.putItems(attribute.tag(), Header.item(code));
            } else {
                Header.putValues(dataSet, attribute, values(source, plan));
            }
        });
    }

    private static List<String> values(ValueSource source, InstancePlan plan) {
        if (source instanceof ValueSource.Fixed fixed) {
            return fixed.values();
        }
        int stored = plan.form().bitsStored();
        return switch (((ValueSource.Generated) source).generator()) {
            case WINDOW_CENTER -> List.of(String.valueOf(1 << stored - 1));
            case WINDOW_WIDTH -> List.of(String.valueOf(1 << stored));
            case FRAME_NUMBERS -> IntStream.rangeClosed(1, plan.frames().size())
                    .mapToObj(String::valueOf)
                    .toList();
            default -> throw new IllegalStateException("The schema of object tables allows no such generator");
        };
    }

    /** Type 2 attributes are added empty; a Type 1 attribute without a value cannot be made up (PS3.5 7.4). */
    private void require(DataSet dataSet, Iod iod) {
        List<String> missing = iod.type1().stream()
                .filter(keyword -> dataSet.get(Header.attribute(keyword).tag())
                        .filter(element -> !element.isEmpty())
                        .isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            throw new UnreadableInputException("The object " + iod.name() + " demands " + String.join(", ", missing)
                    + ", which neither the metadata nor the profile " + profile.source()
                    + " gives; add it to the profile.");
        }
        Optional<String> bodyPart = dataSet.string(Tag.BodyPartExamined);
        iod.type2().stream()
                .filter(attribute -> attribute.demandedFor(bodyPart))
                .map(attribute -> Header.attribute(attribute.keyword()).tag())
                .filter(tag -> !dataSet.contains(tag))
                .forEach(dataSet::putEmpty);
    }
}
