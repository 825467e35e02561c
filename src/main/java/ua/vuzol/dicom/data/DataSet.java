package ua.vuzol.dicom.data;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Data elements in the order of their tags; mutable, for one thread at a time.
 *
 * <p>Specific Character Set (0008,0005) says in what character set the data set is written. Elements know the one their bytes
 * are in: changing (0008,0005) changes what is already there only when it is written, by decoding from the old and encoding
 * in the new one, and where that would lose a character writing fails with a {@link DicomValueException}.
 */
public final class DataSet implements Iterable<Element> {

    private final SortedElements elements = new SortedElements();
    private Optional<DataSet> parent = Optional.empty();
    private boolean delimited;
    private boolean outOfOrder;
    private long offset = -1;
    /** By group: the length of one whose group length says another. */
    private Map<Integer, Long> misstatedGroups = Map.of();

    public Optional<Element> get(int tag) {
        return elements.get(tag);
    }

    public boolean contains(int tag) {
        return elements.contains(tag);
    }

    /** The first value without padding, if there is one and it is not empty. */
    public Optional<String> string(int tag) {
        return get(tag).flatMap(Element::string);
    }

    /** All values without padding, inner empty ones included; none if the element is absent or empty. */
    public List<String> strings(int tag) {
        return get(tag).map(Element::strings).orElse(List.of());
    }

    /** The first value of a whole-number VR, IS included, if it is there and is such a number. */
    public Optional<Integer> integer(int tag) {
        try {
            return string(tag).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The first value of a number VR, DS included, if it is there and is a number. */
    public OptionalDouble decimal(int tag) {
        try {
            return string(tag).map(Double::valueOf).map(OptionalDouble::of).orElse(OptionalDouble.empty());
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** The first value of a PN element. */
    public Optional<PersonName> personName(int tag) {
        return string(tag).map(PersonName::parse);
    }

    /**
     * The first value of a DA element, with its text; none if it is absent or empty.
     *
     * @throws DicomValueException if it is no such date
     */
    public Optional<DicomDate> date(int tag) {
        return string(tag).map(text -> DicomDate.parse(tag, text));
    }

    /**
     * The first value of a TM element, with its text; none if it is absent or empty.
     *
     * @throws DicomValueException if it is no such time
     */
    public Optional<DicomTime> time(int tag) {
        return string(tag).map(text -> DicomTime.parse(tag, text));
    }

    /**
     * The first value of a DT element, with its text; none if it is absent or empty.
     *
     * @throws DicomValueException if it is no such date and time
     */
    public Optional<DicomDateTime> dateTime(int tag) {
        return string(tag).map(text -> DicomDateTime.parse(tag, text));
    }

    /**
     * The dates that a query asks for in a DA element (PS3.4 C.2.2.2.5); none if it is absent or empty.
     *
     * @throws DicomValueException if it is neither a date nor a range
     */
    public Optional<DicomRange<DicomDate>> dateRange(int tag) {
        return range(tag, DicomRange::ofDates);
    }

    /** As {@link #dateRange}, for a TM element. */
    public Optional<DicomRange<DicomTime>> timeRange(int tag) {
        return range(tag, DicomRange::ofTimes);
    }

    /** As {@link #dateRange}, for a DT element. */
    public Optional<DicomRange<DicomDateTime>> dateTimeRange(int tag) {
        return range(tag, DicomRange::ofDateTimes);
    }

    private <T> Optional<DicomRange<T>> range(int tag, Function<String, Optional<DicomRange<T>>> parse) {
        return string(tag).map(text -> parse.apply(text)
                .orElseThrow(() ->
                        new DicomValueException(tag, "the value is neither a moment that exists nor a range of such")));
    }

    /**
     * The first value of an AS element, with its text; none if it is absent or empty.
     *
     * @throws DicomValueException if it is no such age
     */
    public Optional<DicomAge> age(int tag) {
        return string(tag).map(text -> DicomAge.parse(tag, text));
    }

    /**
     * The first value of a DS element, with its text; none if it is absent or empty.
     *
     * @throws DicomValueException if it is no such number
     */
    public Optional<DecimalString> decimalString(int tag) {
        return string(tag).map(text -> DecimalString.parse(tag, text));
    }

    /**
     * The first value of an IS element, with its text; none if it is absent or empty.
     *
     * @throws DicomValueException if it is no such number
     */
    public Optional<IntegerString> integerString(int tag) {
        return string(tag).map(text -> IntegerString.parse(tag, text));
    }

    /** Who reserved the block that a private element is in (PS3.5 7.8.1); none if nobody did or it is not in a block. */
    public Optional<String> privateCreator(int tag) {
        if (!Tag.isPrivate(tag) || Tag.element(tag) < 0x1000) {
            return Optional.empty();
        }
        // it is LO, also where it was written as UN
        return get(Tag.privateCreator(tag))
                .flatMap(creator -> Element.of(creator.tag(), VR.LO, creator.value(), creator.characterSet())
                        .string());
    }

    /** The items of a sequence; none if it is absent or no sequence. */
    public List<DataSet> items(int tag) {
        return get(tag).map(Element::value)
                .filter(Value.Items.class::isInstance)
                .map(value -> ((Value.Items) value).dataSets())
                .orElse(List.of());
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(int tag) {
        return items(tag).stream().findFirst();
    }

    /** Puts an element in place of any with the same tag. Its items, if it has any, become part of this data set. */
    public DataSet put(Element element) {
        if (element.value() instanceof Value.Items items) {
            Optional<DataSet> self = Optional.of(this);
            items.dataSets().forEach(item -> item.parent = self);
        }
        edited(element.tag());
        elements.put(element);
        return this;
    }

    private void edited(int tag) {
        if (!misstatedGroups.isEmpty()) {
            misstatedGroups.remove(Tag.group(tag));
        }
    }

    /**
     * Tells that the group length with this tag, as it was read, is wrong, and what the group's length really is. For as long
     * as the group has this length and nothing in it is put or removed, the wrong one is written again.
     *
     * @param bytes from behind the group length to the end of the group
     */
    public void misstatedGroup(int groupLengthTag, long bytes) {
        if (misstatedGroups.isEmpty()) {
            misstatedGroups = new HashMap<>();
        }
        misstatedGroups.put(Tag.group(groupLengthTag), bytes);
    }

    /** In bytes what {@link #misstatedGroup} told; empty once the group was edited. */
    public OptionalLong misstatedGroup(int groupLengthTag) {
        Long bytes = misstatedGroups.get(Tag.group(groupLengthTag));
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes);
    }

    /**
     * Puts values under the VR that the dictionary gives.
     *
     * @throws DicomValueException if the dictionary has no VR for the tag or a value does not fit it
     */
    public DataSet put(int tag, String... values) {
        return put(tag, vrOf(tag), values);
    }

    /** @throws DicomValueException if a value does not fit the VR */
    public DataSet put(int tag, VR vr, String... values) {
        return put(Element.of(tag, vr, Arrays.asList(values)));
    }

    /** Puts numbers under the VR that the dictionary gives: a binary one, IS or DS. */
    public DataSet put(int tag, int... numbers) {
        return put(
                tag, vrOf(tag), Arrays.stream(numbers).mapToObj(String::valueOf).toArray(String[]::new));
    }

    /** Puts the name as it was read or made. */
    public DataSet put(int tag, PersonName name) {
        return put(tag, VR.PN, name.text());
    }

    /** Puts raw bytes, little endian, padded to even length. Text must already be in the character set of this data set. */
    public DataSet putBytes(int tag, VR vr, byte[] bytes) {
        return put(Element.of(tag, vr, new Value.Bytes(Element.padded(bytes, vr)), characterSet()));
    }

    /** Puts an element without a value (type 2). */
    public DataSet putEmpty(int tag) {
        VR vr = vrOf(tag);
        return vr == VR.SQ ? putItems(tag) : put(Element.of(tag, vr, new Value.Bytes(new byte[0])));
    }

    /** Puts a sequence of these items. */
    public DataSet putItems(int tag, DataSet... items) {
        return put(Element.of(tag, VR.SQ, new Value.Items(List.of(items), false)));
    }

    /** Puts an item behind those that the sequence has. */
    public DataSet addItem(int tag, DataSet item) {
        List<DataSet> all = Stream.concat(items(tag).stream(), Stream.of(item)).toList();
        boolean wasDelimited =
                get(tag).map(Element::value).orElse(null) instanceof Value.Items before && before.delimited();
        return put(Element.of(tag, VR.SQ, new Value.Items(all, wasDelimited)));
    }

    /** Puts a value that is read when it is written, such as native pixel data; it is padded to even length. */
    public DataSet putBulk(int tag, VR vr, BulkData data) {
        return put(Element.of(tag, vr, new Value.Bulk(data.padded(vr.padding())), characterSet()));
    }

    /** Puts encapsulated pixel data (VR OB) of these fragments, behind an empty Basic Offset Table. */
    public DataSet putFragments(int tag, List<BulkData> fragments) {
        Stream<BulkData> even = fragments.stream().map(fragment -> fragment.padded(VR.OB.padding()));
        List<BulkData> all =
                Stream.concat(Stream.of(BulkData.of(new byte[0])), even).toList();
        return put(Element.of(tag, VR.OB, new Value.Fragments(all)));
    }

    public DataSet remove(int tag) {
        if (elements.contains(tag)) {
            edited(tag);
            elements.remove(tag);
        }
        return this;
    }

    public int size() {
        return elements.size();
    }

    public boolean isEmpty() {
        return elements.size() == 0;
    }

    /** The elements by ascending tag; the iterator can remove. */
    @Override
    public Iterator<Element> iterator() {
        return elements.iterator(this::edited);
    }

    public Stream<Element> stream() {
        return elements.stream();
    }

    /** The data set that this one is an item of. */
    public Optional<DataSet> parent() {
        return parent;
    }

    /** What (0008,0005) says, or where it is absent that of the data set this is an item of, or else ASCII. */
    public SpecificCharacterSet characterSet() {
        Optional<DataSet> at = Optional.of(this);
        while (at.isPresent() && !at.get().contains(Tag.SpecificCharacterSet)) {
            at = at.get().parent;
        }
        return at.map(found -> SpecificCharacterSet.of(
                        found.strings(Tag.SpecificCharacterSet).toArray(String[]::new)))
                .orElse(SpecificCharacterSet.ISO_IR_6);
    }

    /**
     * As a directory record of a DICOMDIR that was read: where its item begins, in bytes from the start of the file, which is
     * what the offsets in a DICOMDIR lead to.
     */
    public OptionalLong offset() {
        return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    /** As a directory record: to be what offsets of this many bytes lead to. */
    public DataSet offset(long bytes) {
        this.offset = bytes;
        return this;
    }

    /** As an item: whether it ends at a delimiter (undefined length) and not by its length. */
    public boolean isDelimited() {
        return delimited;
    }

    /** As an item: to end at a delimiter, or by its length. */
    public DataSet delimited(boolean byDelimiter) {
        this.delimited = byDelimiter;
        return this;
    }

    /** Whether it was read with elements behind greater tags, which PS3.5 7.1 forbids; it is written in order. */
    public boolean isOutOfOrder() {
        return outOfOrder;
    }

    /** Tells that it was read so. */
    public DataSet outOfOrder() {
        this.outOfOrder = true;
        return this;
    }

    private VR vrOf(int tag) {
        List<VR> vrs =
                Dictionary.standard().lookup(tag).map(Dictionary.Entry::vrs).orElse(Collections.emptyList());
        if (vrs.isEmpty()) {
            throw new DicomValueException(tag, "the dictionary has no VR for it; give one");
        }
        boolean signed = vrs.contains(VR.SS) && integer(Tag.PixelRepresentation).orElse(0) == 1;
        return signed ? VR.SS : vrs.get(0);
    }

    /** How many elements there are, never their values. */
    @Override
    public String toString() {
        return "DataSet of " + elements.size() + " elements";
    }
}
