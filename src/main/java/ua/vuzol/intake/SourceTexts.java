package ua.vuzol.intake;

import java.nio.charset.Charset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.intake.normalise.SourceText;
import ua.vuzol.text.Encodings;

/** The table of what sources have sent as text; its methods run in the caller's transaction. */
@Component
class SourceTexts {
    private final JdbcClient jdbc;

    SourceTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param declared Specific Character Set (0008,0005) as it stands, empty for none */
    SourceText find(String source, String declared) {
        return jdbc.sql("select sample, encoding from source_text where source = :source and declared = :declared")
                .param("source", source)
                .param("declared", storable(declared))
                .query((row, i) -> new SourceText(row.getBytes("sample"), encoding(row.getString("encoding"))))
                .optional()
                .orElse(SourceText.NOTHING);
    }

    private static Optional<Charset> encoding(String name) {
        return name.isEmpty() ? Optional.empty() : Encodings.find(name);
    }

    void put(String source, String declared, SourceText text) {
        jdbc.sql(
                        """
                        insert into source_text (source, declared, sample, encoding)
                        values (:source, :declared, :sample, :encoding)
                        on conflict (source, declared) do update
                            set sample = excluded.sample, encoding = excluded.encoding, updated_at = clock_timestamp()
                        """)
                .param("source", source)
                .param("declared", storable(declared))
                .param("sample", text.sample())
                .param("encoding", text.encoding().map(Charset::name).orElse(""))
                .update();
    }

    /** PostgreSQL's text has no U+0000, and what is declared may be anything. */
    private static String storable(String declared) {
        return declared.replace('\0', '\uFFFD');
    }
}
