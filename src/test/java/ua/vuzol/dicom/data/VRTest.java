package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VRTest {

    private static Set<VR> those(Predicate<VR> property) {
        return Arrays.stream(VR.values())
                .filter(property)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(VR.class)));
    }

    @Test
    void thereAre34AndEachIsFoundByItsLetters() {
        assertThat(VR.values()).hasSize(34).allMatch(vr -> VR.of(
                        vr.name().charAt(0), vr.name().charAt(1))
                .filter(vr::equals)
                .isPresent());
        assertThat(VR.of('Z', 'Z')).isEmpty();
        assertThat(VR.of('o', 'b')).isEmpty();
        assertThat(VR.of(0, 255)).isEmpty();
    }

    /** PS3.5 Table 7.1-1. */
    @Test
    void theseHaveA32BitLength() {
        assertThat(those(VR::isLongForm))
                .containsExactlyInAnyOrder(
                        VR.OB, VR.OD, VR.OF, VR.OL, VR.OV, VR.OW, VR.SQ, VR.SV, VR.UC, VR.UN, VR.UR, VR.UT, VR.UV);
    }

    /** PS3.5 6.1.2.3. */
    @Test
    void theseDependOnTheCharacterSet() {
        assertThat(those(VR::isCharsetAffected))
                .containsExactlyInAnyOrder(VR.SH, VR.LO, VR.ST, VR.LT, VR.UC, VR.UT, VR.PN);
    }

    /** PS3.5 6.2. */
    @Test
    void onlyUidsAndBinaryValuesArePaddedWithNul() {
        assertThat(those(vr -> vr.isText() && vr.padding() == 0)).containsExactly(VR.UI);
        assertThat(those(vr -> !vr.isText() && vr.padding() != 0)).isEmpty();
    }

    /** PS3.5 7.3. */
    @Test
    void unitsAreWhatBigEndianTurnsRound() {
        assertThat(those(vr -> vr.unitSize() == 2)).containsExactlyInAnyOrder(VR.AT, VR.OW, VR.SS, VR.US);
        assertThat(those(vr -> vr.unitSize() == 4)).containsExactlyInAnyOrder(VR.FL, VR.OF, VR.OL, VR.SL, VR.UL);
        assertThat(those(vr -> vr.unitSize() == 8)).containsExactlyInAnyOrder(VR.FD, VR.OD, VR.OV, VR.SV, VR.UV);
    }
}
