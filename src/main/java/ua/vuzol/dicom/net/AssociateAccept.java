package ua.vuzol.dicom.net;

import java.util.List;

/** A-ASSOCIATE-AC (PS3.8 9.3.3). The AE titles in it mean nothing and are sent back as they came. */
record AssociateAccept(
        String calledAeTitle,
        String callingAeTitle,
        String applicationContext,
        List<ContextResult> contexts,
        UserInformation user) {

    AssociateAccept {
        contexts = List.copyOf(contexts);
    }
}
