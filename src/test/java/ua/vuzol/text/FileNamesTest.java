package ua.vuzol.text;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNamesTest {
    private final Text text = new Text(Tables.MAPPINGS, Language.UKRAINIAN);

    @ParameterizedTest
    @CsvSource({
        "Шевченко Юрій.JPG, Shevchenko_Yurii.jpg",
        "Щёголев Пётр.Tif, Shchegolev_Petr.tif",
        "../../etc/passwd, _.._etc_passwd",
        "..\\..\\boot.ini, _.._boot.ini",
        "знімок (1) копія.png, znimok_1_kopiia.png",
        ".bashrc, bashrc",
        "-rf, rf",
        "CON, _CON",
        "nul.txt, _nul.txt",
        "фото., foto",
        "архів.tar.GZ, arkhiv.tar.gz",
        "ім'я, imia"
    })
    void makesPortableNames(String original, String portable) {
        assertThat(text.latinFileName(original)).isEqualTo(portable);
    }

    @Test
    void aNameOfNothingStillHasAName() {
        assertThat(text.latinFileName("")).isEqualTo("_");
        assertThat(text.latinFileName("...")).isEqualTo("_");
        assertThat(text.latinFileName("Ь.jpg")).isEqualTo("jpg");
    }

    @Test
    void aNulByteIsNotPassedOn() {
        assertThat(text.latinFileName("знімок.jpg\0.exe")).isEqualTo("znimok.jpg_.exe");
    }

    @Test
    void aVeryLongNameKeepsItsExtension() {
        assertThat(text.latinFileName("Щ".repeat(100_000) + ".JPEG"))
                .hasSize(99)
                .endsWith(".jpeg");
    }

    @Property
    void anyStringBecomesASafeName(@ForAll String any) {
        assertThat(Shared.TEXT.latinFileName(any))
                .matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
                .doesNotEndWith(".");
    }

    @Property
    void aSafeNameStaysAsItIs(@ForAll String any) {
        String safe = FileNames.safe(any);
        assertThat(FileNames.safe(safe)).isEqualTo(safe);
    }

    private static final class Shared {
        private static final Text TEXT = new Text(Tables.MAPPINGS, Language.UKRAINIAN);
    }
}
