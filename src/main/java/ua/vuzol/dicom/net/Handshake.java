package ua.vuzol.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import ua.vuzol.dicom.io.DicomWriter;

/** An acceptor's part in establishing an association: admission, user identity and negotiation (PS3.8 7.1, PS3.7 D.3). */
final class Handshake {

    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);

    private final AcceptorOptions options;
    private final Function<Peer, Optional<Rejection>> room;

    /** @param room takes a place for an association with a peer, or tells why there is none */
    Handshake(AcceptorOptions options, Function<Peer, Optional<Rejection>> room) {
        this.options = options;
        this.room = room;
    }

    /** What both agree on; empty where there was no request or it was rejected, which the peer was told. */
    Optional<Association.Established> negotiate(Peer peer, UpperLayerService upperLayer) throws IOException {
        Optional<AssociateRequest> received = upperLayer.awaitRequest();
        if (received.isEmpty()) {
            return Optional.empty();
        }
        AssociateRequest request = received.get();
        Answer answer = answer(request, peer);
        if (answer instanceof Accepted accepted) {
            return Optional.of(new Association.Established(upperLayer, true, peer, request, accepted.accept));
        }
        Rejection rejection = ((Rejected) answer).rejection;
        upperLayer.reject(rejection);
        options.listener().rejected(request, peer, rejection);
        return Optional.empty();
    }

    private sealed interface Answer {}

    private record Accepted(AssociateAccept accept) implements Answer {}

    private record Rejected(Rejection rejection) implements Answer {}

    private Answer answer(AssociateRequest request, Peer peer) {
        try {
            Optional<Rejection> refused = room.apply(peer)
                    .or(() -> wrongContext(request))
                    .or(() -> options.admission().judge(request, peer));
            if (refused.isPresent()) {
                return new Rejected(refused.get());
            }
            Optional<UserIdentityVerifier.Verdict> verdict =
                    options.identities().verify(request.user().userIdentity(), peer);
            return verdict.filter(one -> !one.accepted()).isPresent()
                    ? new Rejected(Rejection.USER_IDENTITY_NOT_ACCEPTED)
                    : new Accepted(accept(request, verdict));
        } catch (RuntimeException e) {
            // a check that is broken, or cannot look up what it needs, is not the peer's fault
            LOG.warn("A check of {} failed: {} at {}", peer, e.getClass().getName(), Performer.place(e));
            return new Rejected(Rejection.NO_REASON_TRANSIENT);
        }
    }

    private static Optional<Rejection> wrongContext(AssociateRequest request) {
        return request.applicationContext().equals(AssociateRequest.DICOM_APPLICATION_CONTEXT)
                ? Optional.empty()
                : Optional.of(Rejection.APPLICATION_CONTEXT_NOT_SUPPORTED);
    }

    private AssociateAccept accept(AssociateRequest request, Optional<UserIdentityVerifier.Verdict> verdict) {
        NegotiationPolicy policy = options.negotiation();
        List<ContextResult> contexts = request.contexts().stream()
                .map(proposed -> policy.negotiate(proposed, request))
                .toList();
        UserInformation user = new UserInformation(
                options.maxPduLength(),
                DicomWriter.IMPLEMENTATION_CLASS_UID,
                DicomWriter.IMPLEMENTATION_VERSION_NAME,
                request.user().asyncWindow().map(proposed -> proposed.narrowedTo(options.asyncWindow())),
                request.user().roleSelections().stream().map(policy::grant).toList(),
                request.user().extendedNegotiations().stream()
                        .flatMap(proposed -> policy.answer(proposed).stream())
                        .toList(),
                List.of(),
                Optional.empty(),
                request.user()
                        .userIdentity()
                        .filter(UserIdentity::responseRequested)
                        .flatMap(identity -> verdict.map(UserIdentityVerifier.Verdict::serverResponse)));
        return new AssociateAccept(
                request.calledAeTitle(),
                request.callingAeTitle(),
                AssociateRequest.DICOM_APPLICATION_CONTEXT,
                contexts,
                user);
    }
}
