package ua.vuzol.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidTest {

    @ParameterizedTest
    @ValueSource(strings = {"1.2.840.10008.1.2", "2.25.0", "0.0"})
    void acceptsNumbersJoinedByDots(String uid) {
        assertThat(Uid.isValid(uid)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1..2",
                "1.2.",
                ".1.2",
                "1.02",
                "1.2.a",
                "1.2 ",
                "1.2.345678901234567890123456789012345678901234567890123456789012345"
            })
    void refusesLeadingZerosEmptyPartsOtherCharactersAndMoreThan64Characters(String uid) {
        assertThat(Uid.isValid(uid)).isFalse();
    }

    @Property
    void aDerivedUidIsValidAndAlwaysTheSame(@ForAll String one, @ForAll String other) {
        String uid = Uid.derived(one, other);
        assertThat(uid).matches(Uid::isValid).startsWith("2.25.").isEqualTo(Uid.derived(one, other));
    }

    @Test
    void partsOfADerivedUidDoNotRunTogether() {
        assertThat(Uid.derived("ab", "c")).isNotEqualTo(Uid.derived("a", "bc"));
        assertThat(Uid.derived("a")).isNotEqualTo(Uid.derived("a", ""));
    }

    @Test
    void aDerivedUidStaysTheSameFromReleaseToRelease() {
        assertThat(Uid.derived("study", "2026-000123")).isEqualTo("2.25.139479648651018462798790586024632441377");
    }

    @Test
    void randomUidsAreValidAndDiffer() {
        Set<String> uids = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            uids.add(Uid.random());
        }
        assertThat(uids).hasSize(100).allMatch(Uid::isValid);
    }

    @Test
    void namesWhatTheStandardRegisters() {
        assertThat(Uid.name("1.2.840.10008.1.2.1")).contains("Explicit VR Little Endian");
        assertThat(Uid.name("1.2.3")).isEmpty();
    }

    @Test
    void everySopClassIsRegistered() throws IllegalAccessException {
        for (Field field : SopClass.class.getFields()) {
            if (field.getType() != String.class) {
                continue;
            }
            assertThat(Uid.name((String) field.get(null))).as(field.getName()).isPresent();
        }
    }
}
