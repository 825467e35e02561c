/**
 * The hospital's mapping files as typed values: one profile per source says which of its files belong together, where the
 * metadata comes from and what becomes of it in DICOM; one table per DICOM object says which attributes PS3.3 demands.
 * Every finding names the file, the line, the key and the mend. A changed file is read again at its next use.
 */
package ua.vuzol.intake.profile;
