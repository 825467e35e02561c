package ua.vuzol.dicom.net;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * The outcome of a DIMSE operation (PS3.7 Annex C, PS3.4 for each service class).
 *
 * @param code Status (0000,0900), 0 to 0xFFFF
 * @param comment Error Comment (0000,0902), LO of at most 64 characters, empty for none; longer ones are cut
 * @param offendingElements Offending Element (0000,0901), tags
 * @param errorId Error ID (0000,0903)
 */
public record Status(int code, String comment, List<Integer> offendingElements, OptionalInt errorId) {

    public static final Status SUCCESS = of(0x0000);
    /** The operation was ended by C-CANCEL. */
    public static final Status CANCEL = of(0xFE00);
    /** Matches, or sub-operations, are continuing. */
    public static final Status PENDING = of(0xFF00);
    /** As {@link #PENDING}, and optional keys were not supported for it (PS3.4 C.4.1.1.4). */
    public static final Status PENDING_WITHOUT_OPTIONAL_KEYS = of(0xFF01);

    public static final Status ATTRIBUTE_LIST_ERROR = of(0x0107);
    public static final Status PROCESSING_FAILURE = of(0x0110);
    public static final Status DUPLICATE_SOP_INSTANCE = of(0x0111);
    public static final Status NO_SUCH_SOP_INSTANCE = of(0x0112);
    public static final Status NO_SUCH_EVENT_TYPE = of(0x0113);
    public static final Status NO_SUCH_ARGUMENT = of(0x0114);
    public static final Status INVALID_ATTRIBUTE_VALUE = of(0x0106);
    public static final Status INVALID_ARGUMENT_VALUE = of(0x0115);
    public static final Status INVALID_SOP_INSTANCE = of(0x0117);
    public static final Status NO_SUCH_SOP_CLASS = of(0x0118);
    public static final Status CLASS_INSTANCE_CONFLICT = of(0x0119);
    public static final Status MISSING_ATTRIBUTE = of(0x0120);
    public static final Status MISSING_ATTRIBUTE_VALUE = of(0x0121);
    public static final Status SOP_CLASS_NOT_SUPPORTED = of(0x0122);
    public static final Status NO_SUCH_ACTION_TYPE = of(0x0123);
    public static final Status NOT_AUTHORIZED = of(0x0124);
    public static final Status DUPLICATE_INVOCATION = of(0x0210);
    public static final Status UNRECOGNIZED_OPERATION = of(0x0211);
    public static final Status MISTYPED_ARGUMENT = of(0x0212);
    public static final Status RESOURCE_LIMITATION = of(0x0213);

    /** Storage, query: refused, out of resources; the sender may try again (PS3.4 B.2.3, C.4.1.1.4). */
    public static final Status OUT_OF_RESOURCES = of(0xA700);
    /** Retrieve: refused, the matches cannot be counted. */
    public static final Status UNABLE_TO_COUNT_MATCHES = of(0xA701);
    /** Retrieve: refused, no sub-operation could be performed. */
    public static final Status UNABLE_TO_PERFORM_SUBOPERATIONS = of(0xA702);
    /** Retrieve: refused, the move destination is unknown. */
    public static final Status MOVE_DESTINATION_UNKNOWN = of(0xA801);
    /** Storage: the data set does not match the SOP class. Query, retrieve: the identifier does not match it. */
    public static final Status DATA_SET_DOES_NOT_MATCH_SOP_CLASS = of(0xA900);
    /** Retrieve: some sub-operations failed or ended with a warning. */
    public static final Status SUBOPERATIONS_WITH_FAILURES = of(0xB000);
    /** Storage: the object cannot be understood. */
    public static final Status CANNOT_UNDERSTAND = of(0xC000);
    /** Query, retrieve: unable to process. */
    public static final Status UNABLE_TO_PROCESS = of(0xC001);

    /** What a status says about the operation (PS3.7 C.1 to C.5). */
    public enum Category {
        SUCCESS,
        PENDING,
        WARNING,
        CANCEL,
        FAILURE
    }

    private static final int MAX_COMMENT = 64;

    public Status {
        if (code < 0 || code > 0xFFFF) {
            throw new IllegalArgumentException("A status has 16 bits");
        }
        comment = comment.codePointCount(0, comment.length()) <= MAX_COMMENT
                ? comment
                : comment.substring(0, comment.offsetByCodePoints(0, MAX_COMMENT));
        offendingElements = List.copyOf(offendingElements);
    }

    public static Status of(int code) {
        return new Status(code, "", List.of(), OptionalInt.empty());
    }

    /** This status with an Error Comment, which must hold nothing about a patient. */
    public Status withComment(String text) {
        return new Status(code, text, offendingElements, errorId);
    }

    public Status withOffendingElements(List<Integer> tags) {
        return new Status(code, comment, tags, errorId);
    }

    public Status withErrorId(int id) {
        return new Status(code, comment, offendingElements, OptionalInt.of(id));
    }

    public Category category() {
        return switch (code >> 12) {
            case 0x0 -> code == 0
                    ? Category.SUCCESS
                    : code == 0x0001 || code == 0x0107 || code == 0x0116 ? Category.WARNING : Category.FAILURE;
            case 0xB -> Category.WARNING;
            case 0xF -> code == 0xFE00
                    ? Category.CANCEL
                    : code == 0xFF00 || code == 0xFF01 ? Category.PENDING : Category.FAILURE;
            default -> Category.FAILURE;
        };
    }

    public boolean isSuccess() {
        return category() == Category.SUCCESS;
    }

    public boolean isPending() {
        return category() == Category.PENDING;
    }

    public boolean isWarning() {
        return category() == Category.WARNING;
    }

    public boolean isFailure() {
        return category() == Category.FAILURE;
    }

    /** The code in the form of the standard, such as {@code A700H}, with the comment if there is one. */
    @Override
    public String toString() {
        String hex = String.format(Locale.ROOT, "%04XH", code);
        return comment.isEmpty() ? hex : hex + " (" + comment + ")";
    }
}
