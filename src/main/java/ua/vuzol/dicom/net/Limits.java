package ua.vuzol.dicom.net;

/**
 * How much an acceptor takes on.
 *
 * @param maxAssociations established at a time; more are rejected as transient, local limit exceeded
 * @param maxAssociationsPerPeer from one network address
 * @param maxPending connections that are no association yet; beyond that the oldest is closed, so that peers who connect and
 *     say nothing cannot keep others out
 */
public record Limits(int maxAssociations, int maxAssociationsPerPeer, int maxPending) {

    private static final Limits DEFAULTS = new Limits(300, 100, 200);

    public Limits {
        if (maxAssociations < 1 || maxAssociationsPerPeer < 1 || maxPending < 1) {
            throw new IllegalArgumentException("A limit of associations or connections is at least 1");
        }
    }

    /** 300 associations, 100 from one address, 200 connections before their association. */
    public static Limits defaults() {
        return DEFAULTS;
    }
}
