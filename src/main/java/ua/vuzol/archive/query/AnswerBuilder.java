package ua.vuzol.archive.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Element;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.data.VR;
import ua.vuzol.query.AnswerElements;
import ua.vuzol.query.QueryKey;

/** Makes an answer of a row: the attributes that were asked for, in UTF-8, as the objects have them. */
final class AnswerBuilder {
    private final Element retrieveAeTitle;

    AnswerBuilder(String retrieveAeTitle) {
        this.retrieveAeTitle = Element.of(Tag.RetrieveAETitle, VR.AE, List.of(retrieveAeTitle));
    }

    DataSet answer(QueryKeys query, ResultSet row) throws SQLException {
        DataSet answer = new DataSet();
        answer.put(AnswerElements.UTF_8);
        answer.put(Tag.QueryRetrieveLevel, query.level().name());
        // where to retrieve from is asked for by all and said to all (PS3.4 C.4.1.1.3.2)
        answer.put(retrieveAeTitle);
        int column = 1;
        for (QueryKey key : query.keys()) {
            AnswerElements.put(answer, key, row, column++);
        }
        return answer;
    }
}
