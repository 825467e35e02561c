/**
 * What is mended on DICOM objects on their way into the archive: the encoding of text that is declared wrongly, UIDs that are
 * missing or none, empty attributes of a patient whom the registry knows, order and length of elements. Whatever is changed
 * stands as it came in Original Attributes Sequence (PS3.3 C.12.1). Nothing here knows of Spring or the database.
 */
package ua.vuzol.intake.normalise;
