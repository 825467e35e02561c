package ua.vuzol.hub.cli;

import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import ua.vuzol.dicom.net.DimseException;
import ua.vuzol.dicom.net.NodeAddress;
import ua.vuzol.hub.cli.dicom.NodeConverter;
import ua.vuzol.hub.demo.DemoHospital;
import ua.vuzol.hub.demo.Scale;

/** {@code vuzol demo}: plays a small hospital to a hub that runs already and tells what became of its images. */
@Command(name = "demo", description = "Plays a small hospital of four devices and prints what became of its images.")
final class DemoCommand implements Callable<Integer> {
    /** What the hospital plays: docs/demo-hospital.md. */
    private static final int STUDIES = 5;

    private static final int BROKEN_EXAMINATIONS = 1;

    /** A step that was taken more often than this in one study is told in one line. */
    private static final int SHOWN_OF_A_STEP = 6;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Europe/Kyiv"));

    @Spec
    private CommandSpec spec;

    @Mixin
    private HubOptions hub;

    @Option(names = "--inbox", required = true, paramLabel = "DIR", description = "The folder that the hub watches.")
    private Path inbox;

    @Option(
            names = "--dicom",
            required = true,
            paramLabel = "AET@HOST:PORT",
            converter = NodeConverter.class,
            description = "Where the hub listens for DICOM.")
    private NodeAddress dicom;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        HubClient client = hub.client();
        out.println("Three old devices write into " + inbox + " ...");
        DemoHospital hospital = new DemoHospital(Scale.REAL);
        hospital.play(inbox);
        out.println("A tomograph sends its slices to " + dicom + " ...");
        send(hospital);
        awaitArrival(client);
        for (Study study : client.asListOf(Study.class, client.studies())) {
            tell(study, client, out);
        }
        out.println();
        client.asListOf(QuarantineCommand.Entry.class, client.quarantine())
                .forEach(entry -> out.println("In quarantine: " + entry.source() + ": " + entry.reason()));
        out.println();
        new Table("Studies and timelines", client.base() + "/")
                .row("DICOM", "./vuzol dicom find %s -k PatientName='Trots*' -k StudyDescription".formatted(dicom))
                .row("FHIR", client.base() + "/fhir/ImagingStudy")
                .row("Health", client.base() + "/actuator/health")
                .row("Quarantine", "./vuzol quarantine list")
                .print(out);
        return ExitCode.SUCCESS;
    }

    private void send(DemoHospital hospital) {
        try {
            hospital.send(dicom);
        } catch (IOException | DimseException e) {
            throw new Finding("The hub at %s did not take the tomograph's images: %s. Read the log of the hub."
                    .formatted(dicom, e.getMessage()));
        }
    }

    private static void awaitArrival(HubClient client) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (client.studies().size() < STUDIES || client.quarantine().size() < BROKEN_EXAMINATIONS) {
            if (Instant.now().isAfter(deadline)) {
                throw new Finding("After %d minutes only %d of %d studies have arrived. Read the log of the hub and: %s"
                        .formatted(PATIENCE.toMinutes(), client.studies().size(), STUDIES, "./vuzol quarantine list"));
            }
            TimeUnit.MILLISECONDS.sleep(300);
        }
    }

    private static void tell(Study study, HubClient client, PrintWriter out) {
        out.println();
        out.printf(
                "%s (%s), %s, %d image(s), %s%n",
                study.patientName().replace('^', ' '),
                study.patientNameLatin().orElse("no Latin form").replace('^', ' '),
                String.join("\\", study.modality()),
                study.instances(),
                study.started().orElse("time unknown"));
        out.println("  " + study.studyUid());
        folded(client.asListOf(Line.class, client.timeline(study.studyUid())))
                .forEach(line -> out.printf("  %s  %-10s  %s%n", TIME.format(line.at()), line.step(), line.text()));
    }

    /** A step that many files of a study took, as those of a cine loop, is told once: what else happened stays in sight. */
    private static List<Line> folded(List<Line> timeline) {
        Map<String, List<Line>> steps = timeline.stream().collect(groupingBy(Line::step));
        return timeline.stream()
                .flatMap(line -> {
                    List<Line> equal = steps.get(line.step());
                    if (equal.size() <= SHOWN_OF_A_STEP) {
                        return Stream.of(line);
                    }
                    return line == equal.get(0) ? Stream.of(line.times(equal.size())) : Stream.of();
                })
                .toList();
    }

    /** A study as the API tells it. */
    record Study(
            String studyUid,
            String patientName,
            Optional<String> patientNameLatin,
            List<String> modality,
            Optional<String> started,
            long instances) {}

    /** A line of a timeline as the API tells it. */
    record Line(Instant at, String step, String text) {
        Line times(int number) {
            return new Line(at, step, "%d times, first: %s".formatted(number, text));
        }
    }
}
