/**
 * What devices write beside their images: tables, ini files, XML, JSON and dBase, in the encoding that the source's profile
 * names. {@link ua.vuzol.intake.record.SidecarParser} reads them as {@link ua.vuzol.intake.record.DeviceRecord}s: names and
 * values as text, in order, with bounds on everything, for these files come from old and unattended machines.
 */
package ua.vuzol.intake.record;
