package ua.vuzol.camel.dicom;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import ua.vuzol.dicom.net.DicomNetwork;

/**
 * Makes {@code dicom:} endpoints. It owns what they share: the threads of the DICOM network, the listeners, and the pool of
 * associations with peers. Nothing of it is there before the first route starts.
 */
@Component("dicom")
public class DicomComponent extends DefaultComponent {

    @Metadata(description = "Options that endpoints have unless they say otherwise")
    private DicomConfiguration configuration = new DicomConfiguration();

    private Optional<DicomNetwork> network = Optional.empty();
    private Optional<Listeners> listeners = Optional.empty();
    private Optional<AssociationPool> pool = Optional.empty();
    private Optional<DicomMetrics> metrics = Optional.empty();
    private Optional<SpoolDisk> spoolDisk = Optional.empty();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DicomEndpoint endpoint = new DicomEndpoint(uri, this, NodeUri.parse(remaining), configuration.copy());
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * Where the component listens under an AE title that an endpoint has.
     *
     * @param aeTitle called AE title
     * @return the address with the port in use; empty while nothing listens
     */
    public Optional<InetSocketAddress> listeningAddress(String aeTitle) {
        return running().flatMap(all -> all.address(aeTitle));
    }

    private synchronized Optional<Listeners> running() {
        return listeners;
    }

    synchronized DicomNetwork network() {
        if (network.isEmpty()) {
            network = Optional.of(new DicomNetwork());
        }
        return network.get();
    }

    synchronized Listeners listeners() {
        if (listeners.isEmpty()) {
            listeners = Optional.of(new Listeners(getCamelContext(), network(), metrics()));
        }
        return listeners.get();
    }

    synchronized AssociationPool pool() {
        if (pool.isEmpty()) {
            pool = Optional.of(new AssociationPool(this, network(), metrics()));
        }
        return pool.get();
    }

    synchronized DicomMetrics metrics() {
        if (metrics.isEmpty()) {
            metrics = Optional.of(DicomMetrics.of(getCamelContext()));
        }
        return metrics.get();
    }

    synchronized SpoolDisk spoolDisk() {
        if (spoolDisk.isEmpty()) {
            spoolDisk = Optional.of(new SpoolDisk());
        }
        return spoolDisk.get();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        Optional<AssociationPool> lastPool;
        Optional<DicomNetwork> lastNetwork;
        Optional<SpoolDisk> lastSpoolDisk;
        synchronized (this) {
            lastPool = pool;
            lastNetwork = network;
            lastSpoolDisk = spoolDisk;
            pool = Optional.empty();
            network = Optional.empty();
            listeners = Optional.empty();
            metrics = Optional.empty();
            spoolDisk = Optional.empty();
        }
        lastPool.ifPresent(AssociationPool::close);
        lastNetwork.ifPresent(DicomNetwork::close);
        lastSpoolDisk.ifPresent(SpoolDisk::close);
    }

    public DicomConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(DicomConfiguration configuration) {
        this.configuration = configuration;
    }
}
