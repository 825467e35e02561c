package ua.vuzol.camel.dicom;

import java.time.Duration;
import java.util.Optional;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import ua.vuzol.dicom.net.Admission;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.Limits;
import ua.vuzol.dicom.net.Timeouts;

/** The options of {@code dicom:} endpoints, each with its meaning, and of the component that gives them their defaults. */
@UriParams
public class DicomConfiguration implements Cloneable {
    @UriParam(
            label = "producer",
            defaultValue = "VUZOL",
            description = "AE title that associations are requested under")
    private String callingAeTitle = "VUZOL";

    @UriParam(
            label = "common",
            description = "UIDs of the transfer syntaxes that objects may be in, separated by commas: those a "
                    + "consumer takes and those a producer proposes. Without it all whose data sets can be "
                    + "parsed")
    private String transferSyntaxes = "";

    @UriParam(
            label = "common",
            defaultValue = "262144",
            description = "Longest P-DATA-TF to be received, in bytes behind the PDU header")
    private int maxPduLength = AssociationOptions.DEFAULT_MAX_PDU_LENGTH;

    @UriParam(
            label = "common",
            description = "Directory that received objects are written to while they arrive. The route may move "
                    + "a file out of it; what is left is deleted after the exchange. Needed for store "
                    + "consumers and get producers")
    private String spoolDirectory = "";

    @UriParam(
            label = "common,advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long the TCP connection, and after it the TLS handshake, may take; 0 for ever")
    private Duration connectTimeout = Timeouts.defaults().connect();

    @UriParam(
            label = "common,advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "How long a new connection may take to request its association, and an ended one to "
                    + "close (ARTIM timer of PS3.8 9.1.4)")
    private Duration artimTimeout = Timeouts.defaults().artim();

    @UriParam(
            label = "common,advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "How long the peer may take to answer the request for an association or its release")
    private Duration requestTimeout = Timeouts.defaults().request();

    @UriParam(
            label = "common,advanced",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description =
                    "How long the peer may take for a DIMSE response, and between two responses to one " + "request")
    private Duration responseTimeout = Timeouts.defaults().response();

    @UriParam(
            label = "common,advanced",
            defaultValue = "1m",
            javaType = "java.time.Duration",
            description = "How long the rest of a PDU or message that has begun may take to arrive")
    private Duration receiveTimeout = Timeouts.defaults().receive();

    @UriParam(
            label = "common,advanced",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "How long an association may be without an operation before it is aborted")
    private Duration idleTimeout = Timeouts.defaults().idle();

    @UriParam(
            label = "common,advanced",
            defaultValue = "1m",
            javaType = "java.time.Duration",
            description = "How long the peer may take to accept one PDU")
    private Duration sendTimeout = Timeouts.defaults().send();

    @UriParam(
            label = "consumer",
            description = "Who may open associations, a bean of type ua.vuzol.dicom.net.Admission. Without it "
                    + "the only such bean in the registry decides, and without one everybody may")
    private Admission admission;

    @UriParam(
            label = "consumer",
            defaultValue = "300",
            description = "Associations that a listener has at a time; more are rejected as transient, local "
                    + "limit exceeded")
    private int maxAssociations = Limits.defaults().maxAssociations();

    @UriParam(
            label = "consumer",
            defaultValue = "100",
            description = "Associations of one network address that a listener has at a time")
    private int maxAssociationsPerPeer = Limits.defaults().maxAssociationsPerPeer();

    @UriParam(
            label = "consumer,advanced",
            defaultValue = "200",
            description = "Connections without association that a listener has at a time; beyond that the "
                    + "oldest is closed")
    private int maxPendingConnections = Limits.defaults().maxPending();

    @UriParam(
            label = "consumer",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long associations may go on after the last consumer of a listener has stopped, "
                    + "before they are aborted")
    private Duration drainTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "common",
            description = "UIDs of SOP classes separated by commas: private storage classes that a store "
                    + "consumer takes beside the standard ones, and the storage classes that a get producer "
                    + "proposes instead of the usual ones")
    private String sopClasses = "";

    @UriParam(
            label = "producer",
            defaultValue = "4",
            description = "Associations that are open at a time with one AE title at one address under one "
                    + "calling AE title; more exchanges wait for one to be free")
    private int maxAssociationsPerAddress = 4;

    @UriParam(
            label = "producer",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "How long an exchange waits for an association to be free before it fails as " + "transient")
    private Duration associationWait = Duration.ofSeconds(30);

    @UriParam(
            label = "producer",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "How long an association without work is kept open for the next exchange; 0 to "
                    + "release each after its exchange")
    private Duration poolIdleTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "producer,advanced",
            defaultValue = "5s",
            javaType = "java.time.Duration",
            description = "An association that was idle for longer is asked by C-ECHO whether it lives before "
                    + "it is used again")
    private Duration checkAfter = Duration.ofSeconds(5);

    @UriParam(
            label = "producer",
            defaultValue = "STUDY_ROOT",
            description = "Information model that find, move and get producers ask, unless the header "
                    + "CamelDicomSopClassUid names one")
    private InformationModel informationModel = InformationModel.STUDY_ROOT;

    @UriParam(
            label = "producer",
            description = "AE title that a move producer has the objects sent to, unless the header "
                    + "CamelDicomMoveDestination names one")
    private String moveDestination = "";

    @UriParam(
            label = "producer",
            defaultValue = "true",
            description = "Whether the matches of find and worklist producers are taken as they are iterated "
                    + "over, within the exchange, or collected in a list before it goes on")
    private boolean lazy = true;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description = "Whether associations are secured by TLS 1.2 or 1.3 (PS3.15 B.9 to B.11)")
    private boolean tls = false;

    @UriParam(label = "security", description = "PEM file of the certificate to show, with its chain")
    private String tlsCertificates = "";

    @UriParam(label = "security", description = "PEM file of the certificate's private key, PKCS #8 without passphrase")
    private String tlsPrivateKey = "";

    @UriParam(
            label = "security",
            description =
                    "PEM files, separated by commas, of the certificates that the peer's must be signed " + "by, or be")
    private String tlsTrusted = "";

    @UriParam(
            label = "security",
            description = "Key and trust stores by Camel's own TLS configuration, instead of PEM files")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "consumer,security",
            defaultValue = "true",
            description = "Whether a peer must show a certificate that is trusted")
    private boolean tlsClientAuthentication = true;

    @UriParam(
            label = "producer,security",
            defaultValue = "false",
            description = "Whether the peer's certificate must be for the host that was called")
    private boolean tlsVerifyHostName = false;

    /** A copy that the options of one endpoint can go into. */
    DicomConfiguration copy() {
        try {
            return (DicomConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    Timeouts timeouts() {
        return new Timeouts(
                connectTimeout,
                artimTimeout,
                requestTimeout,
                responseTimeout,
                receiveTimeout,
                idleTimeout,
                sendTimeout);
    }

    Limits limits() {
        return new Limits(maxAssociations, maxAssociationsPerPeer, maxPendingConnections);
    }

    Optional<TlsSettings> tlsSettings() {
        return tls
                ? Optional.of(new TlsSettings(
                        tlsCertificates,
                        tlsPrivateKey,
                        Names.list(tlsTrusted),
                        Optional.ofNullable(sslContextParameters),
                        tlsClientAuthentication,
                        tlsVerifyHostName))
                : Optional.empty();
    }

    public String getCallingAeTitle() {
        return callingAeTitle;
    }

    public void setCallingAeTitle(String callingAeTitle) {
        this.callingAeTitle = callingAeTitle;
    }

    public String getTransferSyntaxes() {
        return transferSyntaxes;
    }

    public void setTransferSyntaxes(String transferSyntaxes) {
        this.transferSyntaxes = transferSyntaxes;
    }

    public int getMaxPduLength() {
        return maxPduLength;
    }

    public void setMaxPduLength(int maxPduLength) {
        this.maxPduLength = maxPduLength;
    }

    public String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getArtimTimeout() {
        return artimTimeout;
    }

    public void setArtimTimeout(Duration artimTimeout) {
        this.artimTimeout = artimTimeout;
    }

    public Duration getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(Duration requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public Duration getReceiveTimeout() {
        return receiveTimeout;
    }

    public void setReceiveTimeout(Duration receiveTimeout) {
        this.receiveTimeout = receiveTimeout;
    }

    public Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public Duration getSendTimeout() {
        return sendTimeout;
    }

    public void setSendTimeout(Duration sendTimeout) {
        this.sendTimeout = sendTimeout;
    }

    public Admission getAdmission() {
        return admission;
    }

    public void setAdmission(Admission admission) {
        this.admission = admission;
    }

    public int getMaxAssociations() {
        return maxAssociations;
    }

    public void setMaxAssociations(int maxAssociations) {
        this.maxAssociations = maxAssociations;
    }

    public int getMaxAssociationsPerPeer() {
        return maxAssociationsPerPeer;
    }

    public void setMaxAssociationsPerPeer(int maxAssociationsPerPeer) {
        this.maxAssociationsPerPeer = maxAssociationsPerPeer;
    }

    public int getMaxPendingConnections() {
        return maxPendingConnections;
    }

    public void setMaxPendingConnections(int maxPendingConnections) {
        this.maxPendingConnections = maxPendingConnections;
    }

    public Duration getDrainTimeout() {
        return drainTimeout;
    }

    public void setDrainTimeout(Duration drainTimeout) {
        this.drainTimeout = drainTimeout;
    }

    public String getSopClasses() {
        return sopClasses;
    }

    public void setSopClasses(String sopClasses) {
        this.sopClasses = sopClasses;
    }

    public int getMaxAssociationsPerAddress() {
        return maxAssociationsPerAddress;
    }

    public void setMaxAssociationsPerAddress(int maxAssociationsPerAddress) {
        this.maxAssociationsPerAddress = maxAssociationsPerAddress;
    }

    public Duration getAssociationWait() {
        return associationWait;
    }

    public void setAssociationWait(Duration associationWait) {
        this.associationWait = associationWait;
    }

    public Duration getPoolIdleTimeout() {
        return poolIdleTimeout;
    }

    public void setPoolIdleTimeout(Duration poolIdleTimeout) {
        this.poolIdleTimeout = poolIdleTimeout;
    }

    public Duration getCheckAfter() {
        return checkAfter;
    }

    public void setCheckAfter(Duration checkAfter) {
        this.checkAfter = checkAfter;
    }

    public InformationModel getInformationModel() {
        return informationModel;
    }

    public void setInformationModel(InformationModel informationModel) {
        this.informationModel = informationModel;
    }

    public String getMoveDestination() {
        return moveDestination;
    }

    public void setMoveDestination(String moveDestination) {
        this.moveDestination = moveDestination;
    }

    public boolean isLazy() {
        return lazy;
    }

    public void setLazy(boolean lazy) {
        this.lazy = lazy;
    }

    public boolean isTls() {
        return tls;
    }

    public void setTls(boolean tls) {
        this.tls = tls;
    }

    public String getTlsCertificates() {
        return tlsCertificates;
    }

    public void setTlsCertificates(String tlsCertificates) {
        this.tlsCertificates = tlsCertificates;
    }

    public String getTlsPrivateKey() {
        return tlsPrivateKey;
    }

    public void setTlsPrivateKey(String tlsPrivateKey) {
        this.tlsPrivateKey = tlsPrivateKey;
    }

    public String getTlsTrusted() {
        return tlsTrusted;
    }

    public void setTlsTrusted(String tlsTrusted) {
        this.tlsTrusted = tlsTrusted;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isTlsClientAuthentication() {
        return tlsClientAuthentication;
    }

    public void setTlsClientAuthentication(boolean tlsClientAuthentication) {
        this.tlsClientAuthentication = tlsClientAuthentication;
    }

    public boolean isTlsVerifyHostName() {
        return tlsVerifyHostName;
    }

    public void setTlsVerifyHostName(boolean tlsVerifyHostName) {
        this.tlsVerifyHostName = tlsVerifyHostName;
    }
}
