package ua.vuzol.camel.dicom;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.ExchangePattern;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Performs a DICOM service for peers, or asks it of one. Consumers of one address share a listener; producers share pooled
 * associations.
 */
@UriEndpoint(
        firstVersion = "0.2.0",
        scheme = "dicom",
        title = "DICOM",
        syntax = "dicom:role/aeTitle@host:port/service",
        category = {Category.HEALTH},
        headersClass = DicomConstants.class)
public class DicomEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {

    @UriPath(
            enums = "scp,scu",
            description = "scp to listen and perform the service (in from), scu to ask it of a peer (in to)")
    @Metadata(required = true)
    private final String role;

    @UriPath(description = "AE title: scp the one that peers call, scu the peer's own; 1 to 16 characters")
    @Metadata(required = true)
    private final String aeTitle;

    @UriPath(description = "Address or name of the host: scp the interface to listen at, scu the peer's")
    @Metadata(required = true)
    private final String host;

    @UriPath(description = "TCP port; scp takes 0 for any free one")
    @Metadata(required = true)
    private final int port;

    @UriPath(enums = "echo,store,find,move,get,worklist,mpps,commitment", description = "The DICOM service")
    @Metadata(required = true)
    private final String service;

    @UriParam
    private DicomConfiguration configuration;

    private final NodeUri node;

    DicomEndpoint(String uri, DicomComponent component, NodeUri node, DicomConfiguration configuration) {
        super(uri, component);
        this.node = node;
        this.role = node.role().text();
        this.aeTitle = node.aeTitle();
        this.host = node.host();
        this.port = node.port();
        this.service = node.service().text();
        this.configuration = configuration;
        if (node.service().hasAnswer()) {
            setExchangePattern(ExchangePattern.InOut);
        }
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (node.role() != DicomRole.SCP) {
            throw new IllegalArgumentException("dicom:scu/" + node.node()
                    + " asks a peer and is for to; a route from DICOM begins with dicom:scp/");
        }
        DicomConsumer consumer = new DicomConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        if (node.role() != DicomRole.SCU) {
            throw new IllegalArgumentException(
                    "dicom:scp/" + node.node() + " listens and is for from; to ask a peer write dicom:scu/");
        }
        return new DicomProducer(this);
    }

    /** Whether there may be another is the listener's to say, which knows all of its AE title and names their routes. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public DicomComponent getComponent() {
        return (DicomComponent) super.getComponent();
    }

    /** Where a consumer of this AE title listens, with the port in use; empty while none is started. */
    public Optional<InetSocketAddress> listeningAddress() {
        return getComponent().listeningAddress(aeTitle);
    }

    NodeUri node() {
        return node;
    }

    public String getRole() {
        return role;
    }

    public String getAeTitle() {
        return aeTitle;
    }

    public String getHost() {
        return host;
    }

    public int getPort() {
        return port;
    }

    public String getService() {
        return service;
    }

    public DicomConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(DicomConfiguration configuration) {
        this.configuration = configuration;
    }
}
