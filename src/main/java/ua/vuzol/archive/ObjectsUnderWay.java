package ua.vuzol.archive;

import java.util.Collection;
import java.util.Set;

/** What the hub holds and has not brought into the archive yet: whoever receives objects tells. */
public interface ObjectsUnderWay {
    /** @return those of the SOP Instance UIDs whose objects are on their way into the archive */
    Set<String> among(Collection<String> sopInstanceUids);
}
