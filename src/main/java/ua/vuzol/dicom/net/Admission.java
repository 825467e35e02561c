package ua.vuzol.dicom.net;

import java.util.Optional;
import java.util.Set;

/** Whether an association may be: the first that rejects decides. */
@FunctionalInterface
public interface Admission {

    /** Everybody. */
    Admission ALL = (request, peer) -> Optional.empty();

    /** Why not; empty to admit. */
    Optional<Rejection> judge(AssociateRequest request, Peer peer);

    /** Only these application entities, by the title they call themselves; anybody can lie about that, so see also TLS. */
    static Admission calling(String... aeTitles) {
        Set<String> known = Set.of(aeTitles);
        return (request, peer) -> known.contains(request.callingAeTitle())
                ? Optional.empty()
                : Optional.of(Rejection.CALLING_AE_TITLE_NOT_RECOGNIZED);
    }

    /** Only those who call one of these application entities. */
    static Admission called(String... aeTitles) {
        Set<String> ours = Set.of(aeTitles);
        return (request, peer) -> ours.contains(request.calledAeTitle())
                ? Optional.empty()
                : Optional.of(Rejection.CALLED_AE_TITLE_NOT_RECOGNIZED);
    }

    /** This one, and then another. */
    default Admission and(Admission next) {
        return (request, peer) -> judge(request, peer).or(() -> next.judge(request, peer));
    }
}
