package ua.vuzol.dicom.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import ua.vuzol.dicom.data.SopClass;

/** What an application entity performs, by SOP class. Verification is always among it. Immutable. */
public final class Services {

    /** Nothing but Verification. */
    public static final Services NONE = builder().build();

    private record Storage(Predicate<String> sopClass, StoreService service) {}

    private final List<Storage> storage;
    private final EchoService echo;
    private final Map<String, FindService> find;
    private final Map<String, GetService> get;
    private final Map<String, MoveService> move;
    private final Map<String, NormalizedService> normalized;

    private Services(Builder builder) {
        storage = List.copyOf(builder.storage);
        echo = builder.echo;
        find = Map.copyOf(builder.find);
        get = Map.copyOf(builder.get);
        move = Map.copyOf(builder.move);
        normalized = Map.copyOf(builder.normalized);
    }

    public static Builder builder() {
        return new Builder();
    }

    EchoService echo() {
        return echo;
    }

    Optional<StoreService> store(String sopClassUid) {
        return storage.stream()
                .filter(one -> one.sopClass.test(sopClassUid))
                .map(Storage::service)
                .findFirst();
    }

    Optional<FindService> find(String sopClassUid) {
        return Optional.ofNullable(find.get(sopClassUid));
    }

    Optional<GetService> get(String sopClassUid) {
        return Optional.ofNullable(get.get(sopClassUid));
    }

    Optional<MoveService> move(String sopClassUid) {
        return Optional.ofNullable(move.get(sopClassUid));
    }

    Optional<NormalizedService> normalized(String sopClassUid) {
        return Optional.ofNullable(normalized.get(sopClassUid));
    }

    /** Whether objects are sent over associations that came in, for which their requestor must be SCP of storage. */
    boolean hasGet() {
        return !get.isEmpty();
    }

    /** Whether requests of the SOP class are performed here. */
    boolean performs(String sopClassUid) {
        return sopClassUid.equals(SopClass.Verification)
                || find.containsKey(sopClassUid)
                || get.containsKey(sopClassUid)
                || move.containsKey(sopClassUid)
                || normalized.containsKey(sopClassUid)
                || store(sopClassUid).isPresent();
    }

    /** Collects them; what is registered first goes first. */
    public static final class Builder {
        private final List<Storage> storage = new ArrayList<>();
        private EchoService echo = (association, messageId) -> Status.SUCCESS;
        private final Map<String, FindService> find = new HashMap<>();
        private final Map<String, GetService> get = new HashMap<>();
        private final Map<String, MoveService> move = new HashMap<>();
        private final Map<String, NormalizedService> normalized = new HashMap<>();

        private Builder() {}

        /** @param sopClass which SOP classes it takes, also unknown and private ones; {@link SopClass#isStorage} helps */
        public Builder store(Predicate<String> sopClass, StoreService service) {
            storage.add(new Storage(sopClass, service));
            return this;
        }

        /** Instead of success for everybody. */
        public Builder echo(EchoService service) {
            echo = service;
            return this;
        }

        public Builder find(FindService service, String... sopClassUids) {
            return each(find, service, sopClassUids);
        }

        public Builder get(GetService service, String... sopClassUids) {
            return each(get, service, sopClassUids);
        }

        public Builder move(MoveService service, String... sopClassUids) {
            return each(move, service, sopClassUids);
        }

        /** For each of these SOP classes or Meta SOP classes. */
        public Builder normalized(NormalizedService service, String... sopClassUids) {
            return each(normalized, service, sopClassUids);
        }

        private <T> Builder each(Map<String, T> map, T service, String... sopClassUids) {
            for (String uid : sopClassUids) {
                if (map.putIfAbsent(uid, service) != null) {
                    throw new IllegalArgumentException("Two services for SOP class " + uid);
                }
            }
            return this;
        }

        public Services build() {
            return new Services(this);
        }
    }
}
