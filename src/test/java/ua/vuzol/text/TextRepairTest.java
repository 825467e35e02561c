package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import ua.vuzol.text.TextRepair.Repair;
import ua.vuzol.text.TextRepair.Step;

class TextRepairTest {
    private final TextRepair repair = new TextRepair();

    static Stream<List<String>> recoverable() {
        return Tables.rows("mojibake-vectors.tsv").filter(row -> !row.get(4).startsWith("UNENCODABLE"));
    }

    static Stream<List<String>> unencodable() {
        return Tables.rows("mojibake-vectors.tsv").filter(row -> row.get(4).startsWith("UNENCODABLE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recoverable")
    void mendsTheKnownGarblings(List<String> vector) {
        Repair mended = repair.repair(vector.get(4));
        assertThat(mended.text()).isEqualTo(vector.get(0));
        assertThat(mended.changed()).isTrue();
    }

    /** These cannot happen: the encoding lacks a letter, so the device never wrote such bytes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("unencodable")
    void whatAnEncodingCannotHoldWasNeverWritten(List<String> vector) {
        String charset = vector.get(1).equals("iso8859-5") ? "ISO-8859-5" : vector.get(1);
        assertThat(Strict.encode(vector.get(0), Encodings.find(charset).orElseThrow()))
                .isEmpty();
    }

    @Test
    void saysWhatItDid() {
        Repair mended = repair.repair("²âàí ¯æàêåâè÷");
        assertThat(mended.steps())
                .containsExactly(new Step(StandardCharsets.ISO_8859_1, Charset.forName("windows-1251")));
        assertThat(mended.gain()).isGreaterThan(15);
        assertThat(mended.certain()).isTrue();
    }

    @Test
    void mendsWhatWasGarbledTwice() {
        Charset windows = Charset.forName("windows-1251");
        String once = new String("Шевченко^Юрій".getBytes(StandardCharsets.UTF_8), windows);
        String twice = new String(once.getBytes(StandardCharsets.UTF_8), windows);
        Step step = new Step(windows, StandardCharsets.UTF_8);
        assertThat(repair.repair(twice)).satisfies(mended -> {
            assertThat(mended.text()).isEqualTo("Шевченко^Юрій");
            assertThat(mended.steps()).containsExactly(step, step);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Müller^Jürgen",
                "François",
                "????? ????????",
                "",
                "Цой^Вэн",
                "ЩЕРБУХИ",
                "ШЕВЧЕНКО^ЮРІЙ",
                "Ґалаґан^Єва",
                "Лук'яненко",
                "ОГК пряма проекція №2",
                "中文",
                "\uFFFD\uFFFD\uFFFD"
            })
    void leavesGoodAndHopelessTextAlone(String text) {
        assertThat(repair.repair(text)).isEqualTo(new Repair(text, List.of(), 0, true));
    }

    @Test
    void leavesGoodNamesAlone() {
        Random random = new Random(3);
        List<String> changed = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String name = i % 2 == 0 ? Names.russian(random) : Names.ukrainian(random);
            if (repair.repair(name).changed()) {
                changed.add(name);
            }
        }
        assertThat(changed).isEmpty();
    }

    @Property
    void asciiPassesUnchanged(@ForAll @CharRange(from = 0, to = 127) String ascii) {
        assertThat(Shared.REPAIR.repair(ascii).text()).isEqualTo(ascii);
    }

    @Property(tries = 300)
    void anyTextGetsAnAnswerThatItsStepsExplain(@ForAll String any) {
        Repair mended = Shared.REPAIR.repair(any);
        assertThat(mended.changed()).isEqualTo(!mended.text().equals(any));
    }

    private static final class Shared {
        private static final TextRepair REPAIR = new TextRepair();
    }
}
