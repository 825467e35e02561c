package ua.vuzol.camel.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.Association;
import ua.vuzol.dicom.net.DicomRejectedException;
import ua.vuzol.dicom.net.Dimse;
import ua.vuzol.dicom.net.NormalizedRequest;
import ua.vuzol.dicom.net.NormalizedService;
import ua.vuzol.dicom.net.Services;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.TestNode;

/** Storage commitment from both sides (PS3.4 J): who asks, who answers, and over which association. */
class DicomCommitmentTest extends DicomRouteTestSupport {

    private static final String INSTANCE = "1.2.840.10008.1.20.1.1";

    private final List<NormalizedRequest> reports = new CopyOnWriteArrayList<>();
    private final List<Association> over = new CopyOnWriteArrayList<>();

    private static DataSet transaction() {
        return new DataSet().put(Tag.TransactionUID, "2.25.5");
    }

    private static NormalizedRequest request() {
        return NormalizedRequest.action(COMMITMENT, INSTANCE, 1, Optional.of(transaction()));
    }

    private Services taking() {
        NormalizedService service = (request, association) -> {
            reports.add(request);
            over.add(association);
            return NormalizedService.Result.SUCCESS;
        };
        return Services.builder().normalized(service, COMMITMENT).build();
    }

    private Exchange send(String uri, DataSet body, String header, Object value, String associationId) {
        return camel.createFluentProducerTemplate()
                .to(uri)
                .withBody(body)
                .withHeader(header, value)
                .withHeader(DicomConstants.ASSOCIATION_ID, associationId)
                .send();
    }

    private static String scu(int port) {
        return "dicom:scu/VUZOL@127.0.0.1:%d/commitment".formatted(port);
    }

    private String acceptedId() {
        return exchanges.get(0).getMessage().getHeader(DicomConstants.ASSOCIATION_ID, String.class);
    }

    @Test
    void aResultIsReportedOverTheAssociationItWasAskedOnWhileThatIsOpen() throws Exception {
        route("commitment", scp("commitment"));
        try (TestNode elsewhere = TestNode.of(taking());
                Association asking =
                        connect(options -> options.context(COMMITMENT).services(taking()))) {
            asking.perform(request());
            Exchange reported =
                    send(scu(elsewhere.port()), transaction(), DicomConstants.EVENT_TYPE_ID, 1, acceptedId());
            assertThat(reported.getException()).isNull();
            assertThat(over).containsExactly(asking);
        }
        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.service()).isEqualTo(Dimse.N_EVENT_REPORT);
            assertThat(report.typeId()).hasValue(1);
            assertThat(report.sopInstanceUid()).isEqualTo(INSTANCE);
            assertThat(report.dataSet().orElseThrow().string(Tag.TransactionUID))
                    .contains("2.25.5");
        });
    }

    @Test
    void aResultIsReportedOverANewAssociationAsProviderWhereTheOldOneIsGone() throws Exception {
        route("commitment", scp("commitment"));
        try (TestNode peer = TestNode.of(taking())) {
            try (Association asking = connect(COMMITMENT)) {
                asking.perform(request());
            }
            Exchange reported = send(scu(peer.port()), transaction(), DicomConstants.EVENT_TYPE_ID, 2, acceptedId());
            assertThat(reported.getException()).isNull();
            assertThat(reports).singleElement().satisfies(report -> assertThat(report.typeId())
                    .hasValue(2));
            assertThat(over.get(0).isRequestor()).isFalse();
        }
    }

    @Test
    void aPeerThatTakesNoReportsSaysNoForGood() {
        try (TestNode peer = TestNode.of(Services.NONE)) {
            assertThat(send(scu(peer.port()), transaction(), DicomConstants.EVENT_TYPE_ID, 1, "none")
                            .getException())
                    .isInstanceOf(DicomRejectedException.class);
        }
    }

    @Test
    void theResultOfAPeerOverAnAssociationOfItsOwnReachesTheRoute() throws Exception {
        route("commitment", scp("commitment"));
        try (Association pacs = connect(options -> options.context(COMMITMENT).role(COMMITMENT, false, true))) {
            Status status = pacs.perform(
                            NormalizedRequest.eventReport(COMMITMENT, INSTANCE, 1, Optional.of(transaction())))
                    .status();
            assertThat(status).isEqualTo(Status.SUCCESS);
        }
        Message message = exchanges.get(0).getMessage();
        assertThat(message.getHeaders())
                .containsEntry(DicomConstants.DIMSE, "N-EVENT-REPORT")
                .containsEntry(DicomConstants.EVENT_TYPE_ID, 1)
                .containsEntry(DicomConstants.REMOTE_AE_TITLE, "SCU");
    }

    @Test
    void theResultOfAPeerOverTheAssociationWeAskedOnReachesTheRouteOfTheSameTitle() throws Exception {
        route("commitment", scp("commitment"));
        List<Association> asked = new CopyOnWriteArrayList<>();
        NormalizedService pacs = (request, association) -> {
            asked.add(association);
            return NormalizedService.Result.SUCCESS;
        };
        try (TestNode peer =
                TestNode.of(Services.builder().normalized(pacs, COMMITMENT).build())) {
            Exchange sent = send(scu(peer.port()), transaction(), DicomConstants.ACTION_TYPE_ID, 1, null);
            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader(DicomConstants.STATUS)).isEqualTo(0);
            Status status = asked.get(0)
                    .perform(NormalizedRequest.eventReport(COMMITMENT, INSTANCE, 2, Optional.of(transaction())))
                    .status();
            assertThat(status).isEqualTo(Status.SUCCESS);
        }
        await().until(() -> exchanges.size() == 1);
        assertThat(exchanges.get(0).getMessage().getHeaders())
                .containsEntry(DicomConstants.DIMSE, "N-EVENT-REPORT")
                .containsEntry(DicomConstants.EVENT_TYPE_ID, 2)
                .containsEntry(DicomConstants.REMOTE_AE_TITLE, "VUZOL")
                .doesNotContainKey(DicomConstants.ASSOCIATION_ID);
    }
}
