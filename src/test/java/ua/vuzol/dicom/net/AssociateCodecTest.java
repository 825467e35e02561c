package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AssociateCodecTest {

    private static final int HEADER = 6;

    private static UserInformation user(Optional<UserIdentity> identity, Optional<byte[]> response) {
        return new UserInformation(
                16384,
                "1.2.3",
                "NAME_1",
                Optional.of(new AsyncWindow(5, 0)),
                List.of(new RoleSelection("1.2.840.10008.5.1.4.1.1.2", true, true)),
                List.of(new ExtendedNegotiation("1.2.840.10008.5.1.4.1.2.2.1", new byte[] {1, 0, 1})),
                List.of(new CommonExtendedNegotiation("1.2.3.4", "1.2.840.10008.4.2", List.of("1.2.5", "1.2.6"))),
                identity,
                response);
    }

    private static AssociateRequest request(UserInformation user) {
        return new AssociateRequest(
                "CALLED",
                "CALLING",
                AssociateRequest.DICOM_APPLICATION_CONTEXT,
                List.of(
                        new ProposedContext(1, "1.2.840.10008.1.1", List.of("1.2.840.10008.1.2")),
                        new ProposedContext(255, "1.2.3", List.of("1.2.840.10008.1.2.1", "1.2.840.10008.1.2"))),
                user);
    }

    private static byte[] body(byte[] pdu) {
        return Arrays.copyOfRange(pdu, HEADER, pdu.length);
    }

    @Test
    void aRequestIsWrittenAsTheStandardSays() {
        UserInformation plain = new UserInformation(
                4096, "1.2", "", Optional.empty(), List.of(), List.of(), List.of(), Optional.empty(), Optional.empty());
        byte[] pdu = AssociateCodec.encode(
                new AssociateRequest("A", "B", "1.1", List.of(new ProposedContext(1, "1.3", List.of("1.4"))), plain));
        assertThat(HexFormat.of().withUpperCase().formatHex(pdu))
                .isEqualTo("0100" + "00000074" + "0001" + "0000" + "41" + "20".repeat(15) + "42" + "20".repeat(15)
                        + "00".repeat(32) + "10000003312E31" + "20000012" + "01000000" + "30000003312E33"
                        + "40000003312E34" + "5000000F" + "5100000400001000" + "52000003312E32");
    }

    @Test
    void aRequestSurvivesEncodingAndDecoding() {
        UserIdentity identity = UserIdentity.usernameAndPasscode("лікар", "таємниця", true);
        AssociateRequest request = request(user(Optional.of(identity), Optional.empty()));
        assertThat(AssociateCodec.decodeRequest(body(AssociateCodec.encode(request))))
                .isEqualTo(request);
        assertThat(AssociateCodec.isVersionSupported(body(AssociateCodec.encode(request))))
                .isTrue();
    }

    @Test
    void anAcceptanceSurvivesEncodingAndDecoding() {
        byte[] token = "token".getBytes(StandardCharsets.US_ASCII);
        AssociateAccept accept = new AssociateAccept(
                "CALLED",
                "CALLING",
                AssociateRequest.DICOM_APPLICATION_CONTEXT,
                List.of(
                        new ContextResult(1, ContextResult.Result.ACCEPTANCE, "1.2.840.10008.1.2"),
                        new ContextResult(3, ContextResult.Result.TRANSFER_SYNTAXES_NOT_SUPPORTED, "")),
                user(Optional.empty(), Optional.of(token)));
        AssociateAccept decoded = AssociateCodec.decodeAccept(body(AssociateCodec.encode(accept)));
        assertThat(decoded.contexts()).isEqualTo(accept.contexts());
        assertThat(decoded.user().userIdentityResponse())
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(token));
        assertThat(decoded.user().roleSelections()).isEqualTo(accept.user().roleSelections());
    }

    @Test
    void itemsThatAreNotKnownAndPaddingOfUidsArePassedOver() {
        byte[] body = new Items.Output()
                .u16(1)
                .u16(0)
                .aeTitle("A")
                .aeTitle("B")
                .zeros(32)
                .item(0x10, "1.2.840.10008.3.1.1.1\0")
                .item(0x77, "whatever")
                .item(
                        0x50,
                        new Items.Output().item(0x52, "1.2.3 ").item(0x99, "?").toBytes())
                .toBytes();
        AssociateRequest request = AssociateCodec.decodeRequest(body);
        assertThat(request.applicationContext()).isEqualTo(AssociateRequest.DICOM_APPLICATION_CONTEXT);
        assertThat(request.user().implementationClassUid()).isEqualTo("1.2.3");
    }

    @Test
    void credentialsAreNeverPartOfAText() {
        UserIdentity identity = UserIdentity.usernameAndPasscode("someone", "secret", true);
        AssociateRequest request = request(user(Optional.of(identity), Optional.empty()));
        assertThat(request.toString()).doesNotContain("secret").doesNotContain("someone");
    }

    @Property(tries = 2000)
    void mutatedRequestsAreDecodedOrRefused(
            @ForAll @IntRange(max = 399) int where, @ForAll byte value, @ForAll @IntRange(max = 399) int length) {
        byte[] body = body(
                AssociateCodec.encode(request(user(Optional.of(UserIdentity.username("x", false)), Optional.empty()))));
        body[where % body.length] = value;
        decoded(Arrays.copyOf(body, body.length - length % 8));
    }

    @Property(tries = 1000)
    void randomBytesAreDecodedOrRefused(@ForAll @Size(max = 300) byte[] body) {
        decoded(body);
    }

    private static void decoded(byte[] body) {
        try {
            assertThat(AssociateCodec.decodeRequest(body)).isNotNull();
            assertThat(AssociateCodec.decodeAccept(body)).isNotNull();
        } catch (PduException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void anItemThatGoesBeyondItsHolderIsRefused() {
        byte[] body = body(AssociateCodec.encode(request(user(Optional.empty(), Optional.empty()))));
        assertThatThrownBy(() -> AssociateCodec.decodeRequest(Arrays.copyOf(body, body.length - 1)))
                .isInstanceOf(PduException.class)
                .hasMessageContaining("beyond");
    }
}
