/**
 * One examination of a source in, DICOM files out: the header by the source's profile, the pictures as pixel data, text and
 * names as PS3.5 wants them. The same examination always gives the same UIDs and the same bytes.
 */
package ua.vuzol.intake.convert;
