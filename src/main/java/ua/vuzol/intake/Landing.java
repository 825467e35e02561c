package ua.vuzol.intake;

import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import ua.vuzol.text.Text;

/** Takes a dropped file: first its bytes, then the row of the ledger. */
@Component
class Landing {
    private final LandingStore store;
    private final Ledger ledger;
    private final Quarantining quarantining;
    private final History history;
    private final Text text;
    private final TransactionTemplate transaction;
    private final Map<String, Bandwidth> bandwidths = new ConcurrentHashMap<>();

    Landing(
            LandingStore store,
            Ledger ledger,
            Quarantining quarantining,
            History history,
            Text text,
            TransactionTemplate transaction) {
        this.store = store;
        this.ledger = ledger;
        this.quarantining = quarantining;
        this.history = history;
        this.text = text;
        this.transaction = transaction;
    }

    /** @param bytesPerSecond the bound on what is read from the source's share; 0 for none */
    long land(Path file, String source, String name, long bytesPerSecond) throws AccessDeniedException {
        LandingStore.Copy copy;
        try {
            copy = store.take(file, bandwidth(source, bytesPerSecond));
        } catch (AccessDeniedException e) {
            quarantining.unreadable(source, name);
            throw e;
        }
        try {
            return transaction.execute(status -> enter(source, name, copy));
        } catch (DataAccessException | TransactionException e) {
            throw new LandingException(
                    "The ledger does not answer: " + e.getClass().getSimpleName());
        }
    }

    private Optional<Bandwidth> bandwidth(String source, long bytesPerSecond) {
        return bytesPerSecond <= 0
                ? Optional.empty()
                : Optional.of(bandwidths.compute(
                        source,
                        (any, known) -> known != null && known.bytesPerSecond() == bytesPerSecond
                                ? known
                                : Bandwidth.of(bytesPerSecond)));
    }

    private long enter(String source, String name, LandingStore.Copy copy) {
        Ledger.Entry entry = ledger.enter(source, copy, name);
        quarantining.readable(source, name);
        if (entry.firstTime()) {
            history.landed(entry.fileId(), source, name, text.latinFileName(name), copy.size());
        } else {
            if (entry.newName()) {
                history.seenAgain(entry.fileId(), name);
            }
            quarantining.reconsider(entry.fileId());
        }
        return entry.fileId();
    }
}
