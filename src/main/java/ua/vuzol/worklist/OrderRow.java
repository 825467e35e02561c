package ua.vuzol.worklist;

import java.util.Map;

/**
 * A step with what its order told.
 *
 * @param number of the order
 * @param told fields as they came, with HL7's escapes
 */
record OrderRow(WorklistItem item, OrderedStep.OrderNumber number, Map<String, String> told) {}
