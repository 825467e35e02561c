package ua.vuzol.camel.drop;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDropTest {
    @TempDir
    private Path folder;

    private final CopyOnWriteArrayList<CamelContext> contexts = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<String> names = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        contexts.forEach(CamelContext::stop);
    }

    private void watch(Processor step) throws Exception {
        watch("", step);
    }

    private void watch(String options, Processor step) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("file-drop:xray?quietPeriod=100ms&delay=20&initialDelay=0&recursive=true&directory=" + folder
                                + options)
                        .process(step);
            }
        });
        context.start();
        contexts.add(context);
    }

    private Processor remember() {
        return exchange -> names.add(exchange.getMessage().getHeader(FileDropConstants.NAME, String.class));
    }

    @Test
    void aTakenFileMovesToTheDoneFolderAndKeepsItsSubFolder() throws Exception {
        Files.createDirectories(folder.resolve("2024"));
        Files.writeString(folder.resolve("2024/знімок 1.jpg"), "pixels");
        watch(remember());
        await().atMost(10, SECONDS).until(() -> Files.exists(folder.resolve(".done/2024/знімок 1.jpg")));
        assertThat(names).containsExactly("2024/знімок 1.jpg");
        assertThat(folder.resolve("2024/знімок 1.jpg")).doesNotExist();
    }

    @Test
    void aFileStaysAndIsTriedAgainWhileItCannotBeTaken() throws Exception {
        Path file = Files.writeString(folder.resolve("a.jpg"), "pixels");
        AtomicInteger tries = new AtomicInteger();
        watch(exchange -> {
            assertThat(file).exists();
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("the disk is full");
            }
        });
        await().atMost(10, SECONDS).until(() -> Files.exists(folder.resolve(".done/a.jpg")));
        assertThat(tries).hasValue(3);
    }

    @Test
    void aFileThatMayNotBeReadMovesToTheFailedFolder() throws Exception {
        Files.writeString(folder.resolve("a.jpg"), "pixels");
        watch(exchange -> {
            throw new AccessDeniedException("a dropped file");
        });
        await().atMost(10, SECONDS).until(() -> Files.exists(folder.resolve(".failed/a.jpg")));
    }

    @Test
    void aSecondFileOfTheSameNameDoesNotReplaceTheFirstInTheDoneFolder() throws Exception {
        watch(remember());
        for (String content : new String[] {"first", "second"}) {
            Files.writeString(folder.resolve("a.jpg"), content);
            await().atMost(10, SECONDS).until(() -> Files.notExists(folder.resolve("a.jpg")));
        }
        try (Stream<Path> done = Files.walk(folder.resolve(".done"))) {
            assertThat(done.filter(Files::isRegularFile).map(FileDropTest::content))
                    .containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void aFileThatCannotBeTakenDoesNotHoldUpTheOthers() throws Exception {
        for (String name : new String[] {"a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"}) {
            Files.writeString(folder.resolve(name), name);
        }
        watch(exchange -> {
            if (!exchange.getMessage().getHeader(FileDropConstants.NAME).equals("e.jpg")) {
                throw new IllegalStateException("cannot be read");
            }
        });
        await().atMost(10, SECONDS).until(() -> Files.exists(folder.resolve(".done/e.jpg")));
        assertThat(folder.resolve("a.jpg")).exists();
    }

    @Test
    void aFileThatIsSafeButCannotBeMovedIsNotTakenAgainButMovedWhenThatCanBeDone() throws Exception {
        Files.writeString(folder.resolve("a.jpg"), "pixels");
        // a file where the done folder should be
        Files.writeString(folder.resolve(".done"), "");
        watch(remember());
        Files.writeString(folder.resolve("b.jpg"), "pixels");
        await().atMost(10, SECONDS).until(() -> names.contains("b.jpg"));
        await().during(1, SECONDS).atMost(10, SECONDS).until(() -> names.size() == 2);
        assertThat(folder.resolve("a.jpg")).exists();
        Files.delete(folder.resolve(".done"));
        await().atMost(10, SECONDS)
                .until(() ->
                        Files.exists(folder.resolve(".done/a.jpg")) && Files.exists(folder.resolve(".done/b.jpg")));
        assertThat(names).containsExactlyInAnyOrder("a.jpg", "b.jpg");
    }

    @Test
    void aNameAsLongAsNamesMayBeThatComesTwiceIsMovedAndHoldsUpNobody() throws Exception {
        String name = "д".repeat(125) + ".png";
        watch(remember());
        for (String content : new String[] {"first", "second"}) {
            Files.writeString(folder.resolve(name), content);
            await().atMost(10, SECONDS).until(() -> Files.notExists(folder.resolve(name)));
        }
        assertThat(names).containsExactly(name, name);
    }

    @Test
    void aNameInAnOldEncodingIsReadAndItsFileTaken() throws Exception {
        // "Їжак.jpg" in windows-1251: no UTF-8, so the JVM itself cannot say the name
        Path file = Path.of(URI.create(folder.toUri() + "%AF%E6%E0%EA.jpg"));
        Files.writeString(file, "pixels");
        watch(remember());
        await().atMost(10, SECONDS).until(() -> Files.notExists(file));
        assertThat(names).containsExactly("Їжак.jpg");
    }

    @Test
    void aSingleLookTakesWhatLiesThere() throws Exception {
        Files.writeString(folder.resolve("a.dcm"), "pixels");
        watch("&repeatCount=1", remember());
        await().atMost(10, SECONDS).until(() -> Files.exists(folder.resolve(".done/a.dcm")));
    }

    @Test
    void aLookAlsoTriesAgainWhatCouldNotBeTaken() throws Exception {
        Files.writeString(folder.resolve("a.dcm"), "pixels");
        AtomicInteger tries = new AtomicInteger();
        watch("&repeatCount=1", exchange -> {
            if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("the disk is full");
            }
        });
        await().atMost(10, SECONDS).until(() -> Files.exists(folder.resolve(".done/a.dcm")));
    }

    @Test
    void aLookEndsThoughAFileIsWrittenToAllTheTime() throws Exception {
        Path journal = Files.writeString(folder.resolve("journal.log"), "");
        watch("&repeatCount=1", remember());
        ScheduledPollConsumer consumer =
                (ScheduledPollConsumer) contexts.get(0).getRoutes().get(0).getConsumer();
        await().pollInterval(10, MILLISECONDS).atMost(10, SECONDS).until(consumer::isPolling);
        await().pollInterval(10, MILLISECONDS).atMost(10, SECONDS).until(() -> {
            Files.writeString(journal, "line\n", StandardOpenOption.APPEND);
            return !consumer.isPolling();
        });
        assertThat(names).isEmpty();
    }

    @Test
    void twoWatchersOnOneFolderTakeEachFileOnce() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        Set<Object> bodies = ConcurrentHashMap.newKeySet();
        Processor count = exchange -> {
            taken.incrementAndGet();
            bodies.add(exchange.getMessage().getBody());
        };
        for (int i = 0; i < 200; i++) {
            Files.writeString(folder.resolve(i + ".jpg"), "pixels " + i);
        }
        watch(count);
        watch(count);
        await().atMost(20, SECONDS).until(() -> {
            try (Stream<Path> left = Files.list(folder)) {
                return left.noneMatch(path -> path.toString().endsWith(".jpg"));
            }
        });
        assertThat(bodies).hasSize(200);
        assertThat(taken).hasValue(200);
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
