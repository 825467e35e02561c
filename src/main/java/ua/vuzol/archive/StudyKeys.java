package ua.vuzol.archive;

import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** Makes the search forms of studies and series that were stored before there were any. */
@Component
class StudyKeys {
    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final SearchForms forms;

    StudyKeys(JdbcClient jdbc, Text text) {
        this.jdbc = jdbc;
        this.forms = new SearchForms(text);
    }

    private record StudyTexts(String uid, String description, String referringName, String institution) {}

    private record SeriesTexts(String uid, String description, String performingName, String operatorsName) {}

    @EventListener(ApplicationReadyEvent.class)
    void makeMissing() {
        boolean more = true;
        while (more) {
            List<StudyTexts> studies = jdbc.sql(
                            """
                            select uid, description, referring_name, institution from study
                            where description_keys is null limit :limit
                            """)
                    .param("limit", BATCH)
                    .query(StudyTexts.class)
                    .list();
            List<SeriesTexts> series = jdbc.sql(
                            """
                            select uid, description, performing_name, operators_name from series
                            where description_keys is null limit :limit
                            """)
                    .param("limit", BATCH)
                    .query(SeriesTexts.class)
                    .list();
            studies.forEach(this::make);
            series.forEach(this::make);
            more = !studies.isEmpty() || !series.isEmpty();
        }
    }

    private void make(StudyTexts study) {
        jdbc.sql(
                        """
                        update study set description_keys = :description, referring_keys = :referring,
                                         institution_keys = :institution where uid = :uid
                        """)
                .param("uid", study.uid())
                .param("description", forms.of(study.description()).toArray(String[]::new))
                .param("referring", forms.ofName(study.referringName()).toArray(String[]::new))
                .param("institution", forms.of(study.institution()).toArray(String[]::new))
                .update();
    }

    private void make(SeriesTexts series) {
        jdbc.sql(
                        """
                        update series set description_keys = :description, performing_keys = :performing,
                                          operators_keys = :operators where uid = :uid
                        """)
                .param("uid", series.uid())
                .param("description", forms.of(series.description()).toArray(String[]::new))
                .param("performing", forms.ofName(series.performingName()).toArray(String[]::new))
                .param("operators", forms.ofName(series.operatorsName()).toArray(String[]::new))
                .update();
    }
}
