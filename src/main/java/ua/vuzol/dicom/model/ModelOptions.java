package ua.vuzol.dicom.model;

/**
 * How a document is written.
 *
 * @param bulkData which values are referred to
 * @param indented for people: one thing on a line, two spaces for each level
 * @param keepsCharacterSet whether (0008,0005) goes out as it is, to tell how the source was encoded (PS3.18 2025e F.2.2 note 3),
 *     and not as ISO_IR 192 as DCMTK and earlier editions have it; the text of the document is Unicode in both cases
 */
public record ModelOptions(BulkDataPolicy bulkData, boolean indented, boolean keepsCharacterSet) {

    private static final ModelOptions DEFAULTS = new ModelOptions(BulkDataPolicy.inline(), false, false);

    /** Everything in the document, compact, (0008,0005) as ISO_IR 192 where it was anything else. */
    public static ModelOptions defaults() {
        return DEFAULTS;
    }

    public ModelOptions withBulkData(BulkDataPolicy policy) {
        return new ModelOptions(policy, indented, keepsCharacterSet);
    }

    public ModelOptions withIndentation() {
        return new ModelOptions(bulkData, true, keepsCharacterSet);
    }

    public ModelOptions withCharacterSetKept() {
        return new ModelOptions(bulkData, indented, true);
    }
}
