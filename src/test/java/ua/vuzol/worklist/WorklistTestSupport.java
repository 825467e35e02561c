package ua.vuzol.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import ua.vuzol.archive.ArchiveTestSupport;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.Tag;
import ua.vuzol.hl7.Hl7Message;
import ua.vuzol.hl7.Hl7Messages;
import ua.vuzol.hl7.MessageHandler;

/** The worklist on a real PostgreSQL, and orders for it. */
abstract class WorklistTestSupport extends ArchiveTestSupport {
    static final ZoneId KYIV = ZoneId.of("Europe/Kyiv");
    /** Steps of tests are planned for today at noon, so that they are not hidden. */
    static final LocalDate TODAY = LocalDate.now(KYIV);

    static final String NOON = DateTimeFormatter.BASIC_ISO_DATE.format(TODAY) + "120000";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'+0000'").withZone(ZoneOffset.UTC);
    private static final AtomicLong IDS = new AtomicLong();

    @Autowired
    Worklist worklist;

    @Autowired
    List<MessageHandler> handlers;

    @BeforeEach
    void empty() {
        jdbc.sql("truncate worklist_item, imaged_study, performed_step, performed_step_item, worklist_number")
                .update();
    }

    /** A number that no other test has. */
    static String number() {
        return "N" + UUID.randomUUID().toString().substring(0, 13);
    }

    static Hl7Message message(String type, Instant at, String... segments) {
        String version = type.startsWith("ORM") ? "2.3.1" : "2.5.1";
        String header = "MSH|^~\\&|MIS|HOSPITAL|VUZOL||" + TIME.format(at) + "||" + type + "|" + UUID.randomUUID()
                + "|P|" + version + "||||||UNICODE UTF-8";
        return Hl7Messages.parse(
                IDS.incrementAndGet(),
                "mis",
                String.join(
                        "\r",
                        Stream.concat(Stream.of(header), Stream.of(segments)).toList()));
    }

    static String pid(String number, String name) {
        return "PID|1||" + number + "||" + name + "||19800102|M";
    }

    /** An order of one step in the form of IHE RAD-4, 2.3.1. */
    static Hl7Message orm(String control, String order, String pid, Instant at) {
        return message(
                "ORM^O01",
                at,
                pid,
                "ORC|" + control + "|" + order + "|F" + order + "||||^^^" + NOON + "^^R",
                "OBR|1|" + order + "|F" + order + "|56301-00^КТ грудної клітки^L||||||||||||||A" + order + "|P" + order
                        + "|S" + order + "||||CT",
                "ZDS|1.2.826.0.1.97." + Math.abs(order.hashCode()) + "^VUZOL^Application^DICOM");
    }

    static Hl7Message orm(String control, String order, String pid) {
        return orm(control, order, pid, Instant.now());
    }

    void take(Hl7Message... messages) {
        transaction.executeWithoutResult(status -> handlers.forEach(handler -> {
            List<Hl7Message> its = Stream.of(messages).filter(handler::handles).toList();
            if (!its.isEmpty()) {
                its.forEach(handler::prepare);
                handler.handle(its);
            }
        }));
    }

    List<WorklistItem> all() {
        return worklist.search(new WorklistQuery(
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1000));
    }

    WorklistItem only() {
        List<WorklistItem> all = all();
        if (all.size() != 1) {
            throw new AssertionError("There are " + all.size() + " steps");
        }
        return all.get(0);
    }

    List<DataSet> find(DataSet identifier) {
        return find(identifier, "CT1");
    }

    List<DataSet> find(DataSet identifier, String callingAe) {
        try (Stream<DataSet> found = worklist.find(identifier, callingAe).dataSets()) {
            return found.toList();
        }
    }

    static DataSet query() {
        return new DataSet().put(Tag.SpecificCharacterSet, "ISO_IR 192");
    }

    /** A query with keys in the item of the step. */
    static DataSet query(DataSet step) {
        return query().putItems(Tag.ScheduledProcedureStepSequence, step);
    }

    static DataSet step(DataSet answer) {
        return answer.item(Tag.ScheduledProcedureStepSequence).orElseThrow();
    }
}
