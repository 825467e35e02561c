package ua.vuzol.camel.mllp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class MllpCodecTest {
    private static final String MESSAGE = "MSH|^~\\&|MIS|CLINIC|VUZOL|X|20260301||ADT^A01|42|P|2.5\rPID|1\r";

    private final EmbeddedChannel channel =
            channel(new MllpCodec(new MllpSettings(DataSize.ofKilobytes(1), Duration.ofSeconds(60), 3), true));

    private static EmbeddedChannel channel(MllpCodec codec) {
        return new EmbeddedChannel(codec);
    }

    private static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private static String frame(String content) {
        return "\u000B" + content + "\u001C\r";
    }

    private String received() {
        byte[] content = channel.readInbound();
        return content == null ? "nothing" : new String(content, US_ASCII);
    }

    private String sent() {
        ByteBuf out = channel.readOutbound();
        return out == null ? "nothing" : out.toString(US_ASCII);
    }

    @Test
    void framesComeByteByByteOrSeveralAtOnce() {
        for (char c : ("noise" + frame("one\u001Ctwo")).toCharArray()) {
            channel.writeInbound(bytes(String.valueOf(c)));
        }
        channel.writeInbound(bytes(frame("three") + "\r\n" + frame("") + "\u000Bfou"));
        assertThat(received()).isEqualTo("one\u001Ctwo");
        assertThat(received()).isEqualTo("three");
        assertThat(received()).isEmpty();
        assertThat(received()).isEqualTo("nothing");
        channel.writeInbound(bytes("r\u001C"));
        channel.writeInbound(bytes("\r"));
        assertThat(received()).isEqualTo("four");
    }

    @Test
    void anAnswerIsFramed() {
        channel.writeInbound(bytes(frame(MESSAGE)));
        channel.writeOutbound((Object) "MSA|AA|42".getBytes(US_ASCII));
        assertThat(sent()).isEqualTo(frame("MSA|AA|42"));
    }

    @Test
    void whatIsTooLargeIsRejectedWithItsControlIdAndTheConnectionIsClosed() {
        channel.writeInbound(bytes("\u000B" + MESSAGE + "OBX|".repeat(300)));
        assertThat(sent())
                .contains("MSA|AR|42|The message is larger than 1024 bytes.")
                .contains("|VUZOL|X|MIS|CLINIC|");
        assertThat(channel.isOpen()).isFalse();
        assertThat(received()).isEqualTo("nothing");
    }

    @Test
    void aFrameThatIsTooLargeIsRejectedAlsoWhenItComesAtOnce() {
        channel.writeInbound(bytes(frame("A".repeat(1025))));
        assertThat(sent()).contains("MSA|AR|");
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aSenderIsNotReadFromWhileTooManyOfItsMessagesAreUnanswered() {
        channel.writeInbound(bytes(frame("1") + frame("2")));
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.writeInbound(bytes(frame("3")));
        assertThat(channel.config().isAutoRead()).isFalse();
        channel.writeOutbound((Object) new byte[0]);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void aConnectionWhoseMessageDoesNotEndIsClosed() {
        EmbeddedChannel impatient =
                channel(new MllpCodec(new MllpSettings(DataSize.ofKilobytes(1), Duration.ofMillis(1), 3), true));
        impatient.writeInbound(bytes("\u000BMSH|"));
        impatient.advanceTimeBy(1, TimeUnit.SECONDS);
        impatient.runScheduledPendingTasks();
        assertThat(impatient.isOpen()).isFalse();
    }
}
