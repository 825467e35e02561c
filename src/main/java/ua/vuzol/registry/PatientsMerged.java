package ua.vuzol.registry;

/**
 * Two records turned out to be of one person. Published in the transaction of the merge, in which listeners move what is
 * theirs from one to the other.
 *
 * @param survivor the registry's key of the record that goes on
 * @param merged the registry's key of the one that is only a name for the other from now on
 */
public record PatientsMerged(long survivor, long merged) {}
