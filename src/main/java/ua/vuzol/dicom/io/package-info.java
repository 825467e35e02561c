/**
 * DICOM files and streams, written from PS3.5 and PS3.10: reading that bounds what a hostile input can cost and keeps long
 * values as references into the file, writing that gives back bit for bit what was not touched, and validation. Nothing here
 * recurses on the depth of its input.
 */
package ua.vuzol.dicom.io;
