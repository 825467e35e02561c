package ua.vuzol.camel.dicom;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ua.vuzol.dicom.net.Admission;
import ua.vuzol.dicom.net.Limits;
import ua.vuzol.dicom.net.Timeouts;

/** What all consumers of one listener must agree on, since it has it once. */
record ListenerSettings(
        InetAddress address,
        int port,
        Optional<TlsSettings> tls,
        Optional<Admission> admission,
        int maxPduLength,
        Timeouts timeouts,
        Limits limits,
        Duration drain) {

    static ListenerSettings of(InetAddress address, int port, DicomConfiguration options) {
        return new ListenerSettings(
                address,
                port,
                options.tlsSettings(),
                Optional.ofNullable(options.getAdmission()),
                options.getMaxPduLength(),
                options.timeouts(),
                options.limits(),
                options.getDrainTimeout());
    }

    /** The names of what differs, as in the options. */
    List<String> differences(ListenerSettings other) {
        List<String> names = new ArrayList<>();
        if (!tls.equals(other.tls)) {
            names.add("tls");
        }
        if (!admission.equals(other.admission)) {
            names.add("admission");
        }
        if (maxPduLength != other.maxPduLength) {
            names.add("maxPduLength");
        }
        if (!timeouts.equals(other.timeouts)) {
            names.add("timeouts");
        }
        if (!limits.equals(other.limits)) {
            names.add("limits of associations");
        }
        if (!drain.equals(other.drain)) {
            names.add("drainTimeout");
        }
        return names;
    }
}
