package ua.vuzol.worklist;

import java.util.Map;

/**
 * A step with what its order told.
 *
 * @param told fields as they came, with HL7's escapes
 */
record OrderRow(WorklistItem item, Map<String, String> told) {}
