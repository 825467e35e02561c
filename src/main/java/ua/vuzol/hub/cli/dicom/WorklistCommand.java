package ua.vuzol.hub.cli.dicom;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.data.DataSet;
import ua.vuzol.dicom.data.DicomException;
import ua.vuzol.dicom.data.SopClass;

/** {@code vuzol dicom worklist}. */
@Command(name = "worklist", description = "Asks a node for its modality worklist (C-FIND).")
final class WorklistCommand implements Callable<Integer> {
    private static final String STEP = "ScheduledProcedureStepSequence/";
    private static final ElementPath STATION = ElementPath.parse(STEP + "ScheduledStationAETitle");
    private static final ElementPath DATE = ElementPath.parse(STEP + "ScheduledProcedureStepStartDate");
    private static final ElementPath MODALITY = ElementPath.parse(STEP + "Modality");

    private static final List<Query.Column> COLUMNS = List.of(
            new Query.Column("DATE", DATE),
            column("TIME", STEP + "ScheduledProcedureStepStartTime"),
            new Query.Column("MODALITY", MODALITY),
            new Query.Column("STATION", STATION),
            column("PATIENT", "PatientName"),
            column("ID", "PatientID"),
            column("BORN", "PatientBirthDate"),
            column("SEX", "PatientSex"),
            column("ACCESSION", "AccessionNumber"),
            column("PROCEDURE", "RequestedProcedureDescription"),
            column("STEP", STEP + "ScheduledProcedureStepDescription"));

    /** Asked for, since a modality needs it, but only shown to programs (PS3.4 Table K.6-1). */
    private static final List<ElementPath> UNSEEN = Stream.of(
                    STEP + "ScheduledPerformingPhysicianName",
                    STEP + "ScheduledProcedureStepID",
                    STEP + "ScheduledStationName",
                    STEP + "ScheduledProtocolCodeSequence",
                    "ReferringPhysicianName",
                    "RequestedProcedureCodeSequence",
                    "RequestedProcedureID",
                    "StudyInstanceUID")
            .map(ElementPath::parse)
            .toList();

    @Spec
    private CommandSpec spec;

    @Mixin
    private NodeOptions node;

    @Mixin
    private KeyOptions keys;

    @Option(names = "--station", paramLabel = "AET", description = "Of the modality with this AE title.")
    private Optional<String> station;

    @Option(
            names = "--date",
            paramLabel = "today|YYYYMMDD|FROM-TO",
            description = "Of a day or some days; a range may be open at one end.")
    private Optional<String> date;

    @Option(names = "--modality", paramLabel = "CS", description = "Such as CT.")
    private Optional<String> modality;

    @Mixin
    private LimitOption limit;

    private static Query.Column column(String heading, String element) {
        return new Query.Column(heading, ElementPath.parse(element));
    }

    @Override
    public Integer call() {
        List<Query.Column> columns = Stream.concat(
                        COLUMNS.stream(), keys.given().stream().map(key -> Query.Column.of(key.path())))
                .toList();
        String model = SopClass.ModalityWorklistInformationModelFind;
        Query query = new Query(model, identifier(), columns, true, limit.most());
        return query.ask(node, spec.commandLine().getOut(), spec.commandLine().getErr());
    }

    private DataSet identifier() {
        DataSet identifier = keys.identifier();
        put("--station", STATION, station, identifier);
        put("--date", DATE, date.map(WorklistCommand::day), identifier);
        put("--modality", MODALITY, modality, identifier);
        Stream.concat(COLUMNS.stream().map(Query.Column::element), UNSEEN.stream())
                .filter(key -> key.in(identifier).isEmpty())
                .forEach(key -> key.putInto(identifier, ""));
        return identifier;
    }

    private void put(String option, ElementPath key, Optional<String> value, DataSet identifier) {
        try {
            value.ifPresent(text -> key.putInto(identifier, text));
        } catch (DicomException e) {
            throw node.wrongUse(option + ": " + e.getMessage());
        }
    }

    private static String day(String text) {
        return text.equals("today") ? LocalDate.now().format(DateTimeFormatter.BASIC_ISO_DATE) : text;
    }
}
