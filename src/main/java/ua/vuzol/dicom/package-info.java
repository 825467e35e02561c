/**
 * The DICOM toolkit: {@link ua.vuzol.dicom.data data sets in memory}, {@link ua.vuzol.dicom.io files}, {@link
 * ua.vuzol.dicom.model JSON and XML}, and {@link ua.vuzol.dicom.net the network}. It is written from the standard, knows nothing
 * of the rest of the hub and depends on the JDK and slf4j alone, so that it could be published as a library of its own.
 *
 * <p>Three promises hold throughout. No byte is lost: elements keep what they were read with, and what was not touched is
 * written back as it was. Nothing large is in the heap: long values are references, copied through small buffers. A hostile
 * input costs little and ends in a {@link ua.vuzol.dicom.data.DicomException} that names tag and place and never a value.
 */
package ua.vuzol.dicom;
