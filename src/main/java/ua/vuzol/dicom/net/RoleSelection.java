package ua.vuzol.dicom.net;

/**
 * SCP/SCU Role Selection sub-item (PS3.7 D.3.3.4): the roles of the association's requestor for a SOP class. In the request
 * what is proposed, in the acceptance what is granted. Without it the requestor is the SCU.
 */
public record RoleSelection(String sopClassUid, boolean scu, boolean scp) {}
