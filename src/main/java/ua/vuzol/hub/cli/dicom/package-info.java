/**
 * The commands {@code vuzol dicom ...}: thin tools over the toolkit for people who look at DICOM files and ask DICOM nodes. They
 * need no hub. What was asked for goes to the standard output, also what it says about patients; progress and problems go to the
 * standard error, and nothing goes to a log.
 */
package ua.vuzol.hub.cli.dicom;
