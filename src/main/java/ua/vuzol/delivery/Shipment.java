package ua.vuzol.delivery;

import ua.vuzol.archive.InstanceRef;

/**
 * One object that is to be sent now.
 *
 * @param id of its row
 * @param destination name
 * @param instance the archive's object
 * @param doubtful whether the peer may have it already
 * @param attempts how often it was sent before
 */
public record Shipment(
        long id, String destination, String studyUid, InstanceRef instance, boolean doubtful, int attempts) {}
