package ua.vuzol.dicom.net;

import ua.vuzol.dicom.data.TransferSyntax;

/**
 * A presentation context that was accepted.
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax UID of a SOP class or Meta SOP class
 * @param transferSyntax that all data sets of the context are in
 * @param role of the association's requestor
 */
public record PresentationContext(int id, String abstractSyntax, TransferSyntax transferSyntax, RoleSelection role) {}
