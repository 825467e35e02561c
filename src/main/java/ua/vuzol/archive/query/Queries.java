package ua.vuzol.archive.query;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.TransferSyntax;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.Matches;
import ua.vuzol.dicom.net.Status;
import ua.vuzol.dicom.net.StoreSource;
import ua.vuzol.peers.Answers;
import ua.vuzol.peers.Peer;
import ua.vuzol.peers.Peers;
import ua.vuzol.peers.Right;
import ua.vuzol.query.AnswerScript;
import ua.vuzol.query.Limit;
import ua.vuzol.query.QueryProperties;
import ua.vuzol.query.Rows;
import ua.vuzol.text.SearchForms;
import ua.vuzol.text.Text;

/** Answers C-FIND and chooses what C-MOVE and C-GET send, by the rights of who asks. */
@Component
public class Queries {
    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

    private final Peers peers;
    private final QueryProperties properties;
    private final Rows rows;
    private final Statements statements;
    private final AnswerBuilder builder;
    private final AnswerScript script;

    Queries(Peers peers, QueryProperties properties, Rows rows, Text text) {
        this.peers = peers;
        this.properties = properties;
        this.rows = rows;
        this.statements = new Statements(new SearchForms(text));
        this.builder = new AnswerBuilder(properties.aeTitle());
        this.script = new AnswerScript(text);
    }

    /**
     * The matches of a C-FIND; what is more than a page is read from the database as it is taken.
     *
     * @throws DimseException if the caller may not ask, or the identifier does not fit the information model
     */
    public Matches find(DataSet identifier, String sopClassUid, String callingAeTitle) {
        Answers wanted = allowed(callingAeTitle, Right.QUERY).answers();
        QueryKeys query = QueryKeys.of(identifier, sopClassUid);
        Stream<DataSet> found = rows.stream(
                statements.find(query, properties.maxMatches() + 1),
                keys -> statements.page(query, keys),
                (row, i) -> builder.answer(query, row));
        Stream<DataSet> answers =
                new Limit(properties.maxMatches()).of(found).map(answer -> script.write(answer, wanted));
        return new Matches(answers, query.allSupported());
    }

    /**
     * The objects that an identifier names; no file is opened before its turn comes.
     *
     * @param fileAt where an object of the catalogue lies
     * @throws DimseException if the caller may not retrieve, or the identifier does not fit the information model
     */
    public List<StoreSource> retrieve(
            DataSet identifier, String sopClassUid, String callingAeTitle, Function<String, Path> fileAt) {
        allowed(callingAeTitle, Right.RETRIEVE);
        QueryKeys query = QueryKeys.of(identifier, sopClassUid);
        return rows.list(
                statements.retrieve(query),
                (row, i) -> new StoredInstance(
                        row.getString(1),
                        row.getString(2),
                        TransferSyntax.of(row.getString(3)),
                        fileAt.apply(row.getString(4))));
    }

    private Peer allowed(String callingAeTitle, Right right) {
        Peer peer = peers.peer(callingAeTitle);
        if (!peer.may(right)) {
            LOG.info("{} may not {}: see mappings/dicom/peers.yaml", callingAeTitle, right);
            throw new DimseException(Status.NOT_AUTHORIZED);
        }
        return peer;
    }
}
