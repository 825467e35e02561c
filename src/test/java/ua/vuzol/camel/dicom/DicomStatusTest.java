package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomValueException;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.AssociationException;
import ua.vuzol.dicom.net.DicomRejectedException;
import ua.vuzol.dicom.net.DicomTransientException;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.DimseResponse;
import ua.vuzol.dicom.net.FileSource;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.PDataOutputStream;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreSource;

/** What the end of an exchange is answered with. */
class DicomStatusTest extends DicomRouteTestSupport {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new DimseException(Status.NOT_AUTHORIZED), 0x0124, 0x0124, 0x0124),
                Arguments.of(new DimseException(Status.SUCCESS), 0x0110, 0xC001, 0x0110),
                Arguments.of(new DimseException(Status.of(0xB000)), 0x0110, 0xC001, 0x0110),
                Arguments.of(new DicomValueException(Tag.PatientID, "bad"), 0xC000, 0xC001, 0x0110),
                Arguments.of(new IOException("disk"), 0xA700, 0xA700, 0x0213),
                Arguments.of(new FileSystemException("x", null, "No space left on device"), 0xA700, 0xA700, 0x0213),
                Arguments.of(new UncheckedIOException(new IOException("disk")), 0xA700, 0xA700, 0x0213),
                Arguments.of(new TimeoutException(), 0xA700, 0xA700, 0x0213),
                Arguments.of(new SQLTransientConnectionException("pool"), 0xA700, 0xA700, 0x0213),
                Arguments.of(new SQLException("terminated", "57P01"), 0xA700, 0xA700, 0x0213),
                Arguments.of(new SQLException("duplicate key", "23505"), 0x0110, 0xC001, 0x0110),
                Arguments.of(
                        new CamelExecutionException("wrapped", null, new IOException("disk")), 0xA700, 0xA700, 0x0213),
                Arguments.of(new DicomTransientException("peer away"), 0xA700, 0xA700, 0x0213),
                Arguments.of(new DicomRejectedException("no", Status.of(0xA900)), 0xA900, 0xA900, 0xA900),
                Arguments.of(new IllegalStateException("a bug"), 0x0110, 0xC001, 0x0110));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theTypeOfWhatARouteThrowsDecides(Exception failure, int ofStore, int ofFind, int ofSteps) throws Exception {
        for (String service : new String[] {"store", "find", "mpps"}) {
            route(service, scp(service), exchange -> {
                throw failure;
            });
        }
        try (Association association = connect(CT, FIND, MPPS)) {
            assertThat(association.store(FileSource.of(image(1))).status().code())
                    .isEqualTo(ofStore);
            assertThat(association.find(FIND, studyQuery()).last().status().code())
                    .isEqualTo(ofFind);
            assertThat(association
                            .perform(NormalizedRequest.create(MPPS, "2.25.1", new DataSet().put(Tag.PatientID, "1")))
                            .status()
                            .code())
                    .isEqualTo(ofSteps);
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void aStatusThatTheRouteSetsIsAnsweredWithItsComment() throws Exception {
        route("store", scp("store"), exchange -> {
            exchange.getMessage().setHeader(DicomConstants.STATUS, 0xB006);
            exchange.getMessage().setHeader(DicomConstants.ERROR_COMMENT, "elements discarded");
        });
        try (Association association = connect(CT)) {
            DimseResponse response = association.store(FileSource.of(image(1)));
            assertThat(response.status()).isEqualTo(Status.of(0xB006).withComment("elements discarded"));
        }
    }

    @Test
    void aStatusThatIsNoneIsARefusal() throws Exception {
        route("store", scp("store"), exchange -> exchange.getMessage().setHeader(DicomConstants.STATUS, "soon"));
        route("echo", scp("echo"), exchange -> exchange.getMessage().setHeader(DicomConstants.STATUS, 0xFF00));
        try (Association association = connect(CT)) {
            assertThat(association.store(FileSource.of(image(1))).status()).isEqualTo(Status.PROCESSING_FAILURE);
            assertThat(association.echo()).isEqualTo(Status.PROCESSING_FAILURE);
        }
    }

    @Test
    void anErrorThatAnErrorHandlerDealtWithIsNoSuccessUnlessTheRouteSaysSo() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IOException.class).handled(true).to("log:handled?level=DEBUG");
                onException(IllegalStateException.class).handled(true).setHeader(DicomConstants.STATUS, constant(0));
                from(scp("store")).routeId("store").process(exchange -> {
                    if (exchange.getMessage()
                            .getHeader(DicomConstants.SOP_INSTANCE_UID, String.class)
                            .endsWith(".1")) {
                        throw new IOException("disk");
                    }
                    throw new IllegalStateException("quarantined");
                });
            }
        });
        try (Association association = connect(CT)) {
            assertThat(association.store(FileSource.of(image(1))).status().code())
                    .isEqualTo(0xA700);
            assertThat(association.store(FileSource.of(image(2))).status()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void anErrorThatTheRouteItselfCatchesIsItsOwnAffair() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(scp("store"))
                        .routeId("store")
                        .doTry()
                        .process(exchange -> {
                            throw new IOException("the usual place is full");
                        })
                        .doCatch(IOException.class)
                        .to("log:elsewhere?level=DEBUG")
                        .end();
            }
        });
        try (Association association = connect(CT)) {
            assertThat(association.store(FileSource.of(image(1))).status()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aRollbackIsARefusal() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(scp("store")).routeId("store").markRollbackOnly();
            }
        });
        try (Association association = connect(CT)) {
            assertThat(association.store(FileSource.of(image(1))).status()).isEqualTo(Status.PROCESSING_FAILURE);
        }
    }

    @Test
    void anObjectThatBreaksOffLeavesNothingAndReachesNoRoute() throws Exception {
        route("store", scp("store"));
        StoreSource breaking = new StoreSource() {
            @Override
            public String sopClassUid() {
                return CT;
            }

            @Override
            public String sopInstanceUid() {
                return "2.25.1";
            }

            @Override
            public List<String> transferSyntaxes() {
                return List.of(TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid());
            }

            @Override
            public void writeTo(PDataOutputStream out, TransferSyntax syntax) throws IOException {
                out.write(new byte[2 << 20]);
                await().until(() -> spooled().size() == 1);
                throw new IOException("the cable");
            }
        };
        try (Association association = connect(CT)) {
            assertThatThrownBy(() -> association.store(breaking)).isInstanceOf(IOException.class);
        } catch (AssociationException e) {
            // it was aborted
        }
        await().until(() -> spooled().isEmpty());
        assertThat(exchanges).isEmpty();
    }

    @Test
    void aSpoolThatCannotBeWrittenIsOutOfResourcesAndRecovers() throws Exception {
        route("store", scp("store"));
        Path moved = folder.resolve("moved");
        try (Association association = connect(CT)) {
            Files.move(spool(), moved);
            assertThat(association.store(FileSource.of(image(1))).status().code())
                    .isEqualTo(0xA700);
            Files.move(moved, folder.resolve("spool"));
            assertThat(association.store(FileSource.of(image(1))).status()).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void nothingFromTheWireSetsAHeaderThatIsNotDocumented() throws Exception {
        for (String service : new String[] {"store", "find", "move", "mpps", "commitment", "echo"}) {
            route(service, scp(service), exchange -> exchange.getMessage().setBody(List.of()));
        }
        DataSet hostile = new DataSet()
                .put(Tag.QueryRetrieveLevel, "STUDY")
                .put(Tag.StudyInstanceUID, "2.25.1")
                .put(Tag.PatientID, "CamelFileName");
        try (Association association = connect(CT, FIND, MOVE, MPPS, COMMITMENT)) {
            association.echo();
            association.store(FileSource.of(image(1)));
            association.find(FIND, hostile).last();
            association.move(MOVE, hostile, "CamelHttpUri").last();
            association.perform(NormalizedRequest.create(MPPS, "2.25.1", hostile));
            association.perform(NormalizedRequest.action(COMMITMENT, "1.2", 1, Optional.of(hostile)));
        }
        assertThat(exchanges).hasSize(6).allSatisfy(exchange -> assertThat(documented())
                .containsAll(headers(exchange.getMessage().getHeaders())));
    }

    private static Set<String> headers(Map<String, Object> headers) {
        return headers.keySet();
    }

    private static Set<String> documented() {
        return Stream.of(DicomConstants.class.getFields())
                .map(field -> {
                    try {
                        return (String) field.get(null);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.toSet());
    }
}
