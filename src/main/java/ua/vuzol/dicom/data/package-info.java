/**
 * DICOM data in memory, written from PS3.5 and PS3.6: data sets of elements that keep the bytes they were read with and
 * decode them on demand, typed values that keep their text, the data dictionary, UIDs, character sets and what an IOD
 * demands. Pixel data and other long values are references, not heap. Nothing here does I/O of its own beyond opening such a
 * reference, and nothing depends on more than the JDK and slf4j.
 */
package ua.vuzol.dicom.data;
