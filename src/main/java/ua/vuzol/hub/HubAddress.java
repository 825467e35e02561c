package ua.vuzol.hub;

import java.net.URI;
import java.util.Optional;
import org.springframework.core.env.Environment;

/** Where a hub that runs is reached from its own machine. */
public final class HubAddress {
    private static final String LOOPBACK = "127.0.0.1";

    private HubAddress() {}

    /**
     * The address of the hub's pages, like {@code http://127.0.0.1:8080}; absent if it serves none.
     *
     * @param environment of a hub whose server has started
     */
    public static Optional<URI> of(Environment environment) {
        return Optional.ofNullable(environment.getProperty("local.server.port"))
                .map(port -> URI.create(
                        "http://%s:%s".formatted(host(environment.getProperty("server.address", "")), port)));
    }

    /** Where the hub is reached by DICOM, as AET@HOST:PORT. */
    public static String dicom(Environment environment) {
        String listener = environment.getRequiredProperty("vuzol.dicom.listener");
        int host = listener.lastIndexOf('@') + 1;
        int port = listener.lastIndexOf(':');
        return listener.substring(0, host) + host(listener.substring(host, port)) + listener.substring(port);
    }

    /** A hub that listens everywhere listens on loopback too. */
    private static String host(String address) {
        return switch (address) {
            case "", "0.0.0.0", "::" -> LOOPBACK;
            default -> address.contains(":") ? "[" + address + "]" : address;
        };
    }
}
