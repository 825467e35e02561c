package ua.vuzol.camel.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.SopClass;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationOptions;
import ua.vuzol.dicom.net.DicomNetwork;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.dicom.net.TestObjects;

/** A Camel context with {@code dicom:} routes on loopback, and a network of our own to be their peer. */
abstract class DicomRouteTestSupport {

    static final String CT = SopClass.CTImageStorage;
    static final String FIND = SopClass.StudyRootQueryRetrieveInformationModelFind;
    static final String MOVE = SopClass.StudyRootQueryRetrieveInformationModelMove;
    static final String GET = SopClass.StudyRootQueryRetrieveInformationModelGet;
    static final String MPPS = SopClass.ModalityPerformedProcedureStep;
    static final String COMMITMENT = SopClass.StorageCommitmentPushModel;

    @TempDir
    Path folder;

    final DicomNetwork network = new DicomNetwork();
    final List<Exchange> exchanges = Collections.synchronizedList(new ArrayList<>());
    DefaultCamelContext camel;
    DicomComponent component;

    @BeforeEach
    void startCamel() throws Exception {
        camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(20);
        camel.setSourceLocationEnabled(false);
        component = new DicomComponent();
        component.getConfiguration().setSpoolDirectory(spool().toString());
        component.getConfiguration().setDrainTimeout(Duration.ofSeconds(2));
        camel.addComponent("dicom", component);
        camel.start();
    }

    @AfterEach
    void stopCamel() {
        camel.stop();
        network.close();
    }

    Path spool() throws IOException {
        return Files.createDirectories(folder.resolve("spool"));
    }

    List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(spool())) {
            return files.toList();
        }
    }

    /** Adds a route without error handler, as the hub has them, that keeps a copy of each exchange. */
    void route(String id, String from, Processor... steps) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                var route = from(from).routeId(id).process(exchange -> exchanges.add(exchange.copy()));
                for (Processor step : steps) {
                    route.process(step);
                }
            }
        });
    }

    static String scp(String service) {
        return "dicom:scp/VUZOL@127.0.0.1:0/" + service;
    }

    int port() {
        return component.listeningAddress("VUZOL").orElseThrow().getPort();
    }

    NodeAddress vuzol() {
        return NodeAddress.of("VUZOL", "127.0.0.1", port());
    }

    Association connect(Consumer<AssociationOptions.Builder> contexts) throws IOException {
        AssociationOptions.Builder options = AssociationOptions.builder("SCU").verification();
        contexts.accept(options);
        return network.connect(vuzol(), options.build());
    }

    Association connect(String... sopClasses) throws IOException {
        return connect(options -> List.of(sopClasses).forEach(options::context));
    }

    Path image(int number) {
        return TestObjects.write(
                TestObjects.image(CT, number, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN),
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                folder.resolve("image-" + number + ".dcm"));
    }

    static DataSet studyQuery() {
        return new DataSet().put(Tag.QueryRetrieveLevel, "STUDY").putEmpty(Tag.StudyInstanceUID);
    }

    static DataSet study(String uid) {
        return new DataSet().put(Tag.StudyInstanceUID, uid).put(Tag.QueryRetrieveLevel, "STUDY");
    }
}
