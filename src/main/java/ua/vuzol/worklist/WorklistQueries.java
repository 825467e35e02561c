package ua.vuzol.worklist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.peers.Answers;
import ua.vuzol.peers.Peer;
import ua.vuzol.peers.Peers;
import ua.vuzol.peers.Right;
import ua.vuzol.query.AnswerElements;
import ua.vuzol.query.AnswerScript;
import ua.vuzol.query.JsonItems;
import ua.vuzol.query.Limit;
import ua.vuzol.query.QueryKey;
import ua.vuzol.query.QueryProperties;
import ua.vuzol.query.Rows;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** Answers C-FIND of the worklist, by the rights, the stations and the script of who asks. */
@Component
class WorklistQueries {
    private static final Logger LOG = LoggerFactory.getLogger(WorklistQueries.class);
    private static final String STEP = JsonItems.key(Tag.ScheduledProcedureStepSequence);
    private static final String STATUS = JsonItems.key(Tag.ScheduledProcedureStepStatus);
    private static final int FIRST_PATIENT_COLUMN = 4;

    private final Peers peers;
    private final Rows rows;
    private final int most;
    private final Duration hideAfter;
    private final WorklistStatements statements;
    private final AnswerScript script;

    WorklistQueries(
            Peers peers,
            QueryProperties properties,
            Rows rows,
            Text text,
            @Value("${vuzol.worklist.hide-after}") Duration hideAfter) {
        this.peers = peers;
        this.rows = rows;
        this.most = properties.maxMatches();
        this.hideAfter = hideAfter;
        this.statements = new WorklistStatements(new SearchForms(text));
        this.script = new AnswerScript(text);
    }

    Matches find(DataSet identifier, String callingAeTitle) {
        Peer peer = peers.peer(callingAeTitle);
        if (!peer.may(Right.QUERY)) {
            LOG.info("{} may not ask for its worklist: see mappings/dicom/peers.yaml", callingAeTitle);
            throw new DimseException(Status.NOT_AUTHORIZED);
        }
        Answers wanted = peer.answers();
        Optional<String> own = peer.ownWorklist() ? Optional.of(callingAeTitle) : Optional.empty();
        WorklistKeys keys = WorklistKeys.of(identifier);
        Stream<DataSet> found = rows.stream(
                statements.find(keys, own, Instant.now().minus(hideAfter), most + 1),
                rowKeys -> statements.page(keys, rowKeys),
                (row, i) -> answer(keys, row));
        return new Matches(new Limit(most).of(found).map(answer -> script.write(answer, wanted)), keys.allSupported());
    }

    private static DataSet answer(WorklistKeys keys, ResultSet row) throws SQLException {
        DataSet answer = new DataSet().put(AnswerElements.UTF_8);
        ObjectNode attributes = (ObjectNode) AnswerElements.json(row.getString("attributes"));
        if (attributes.path(STEP).path(0) instanceof ObjectNode step) {
            step.putArray(STATUS).add(row.getString("status"));
        }
        for (QueryKey key : keys.others()) {
            JsonItems.put(answer, attributes, key.element());
        }
        int column = FIRST_PATIENT_COLUMN;
        for (QueryKey key : keys.patient()) {
            AnswerElements.put(answer, key, row, column++);
        }
        return answer;
    }
}
