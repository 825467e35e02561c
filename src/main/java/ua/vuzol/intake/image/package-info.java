/**
 * Opens the pictures that devices write (JPEG, PNG, BMP, TIFF) so that their samples go into DICOM Pixel Data unchanged.
 * {@link ua.vuzol.intake.image.Pictures} recognises a file by its content, checks the sizes it announces before anything is
 * decoded, and gives its frames row by row. What cannot be understood ends in an
 * {@link ua.vuzol.intake.UnreadableInputException} whose message is for the person who looks at the quarantine.
 */
package ua.vuzol.intake.image;
