package ua.vuzol.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import ua.vuzol.dicom.data.SopClass;

/** How a listener ends: no new associations, then those there are, then the rest by force. */
class ShutdownTest extends NetworkTestSupport {

    @Test
    void anOperationUnderWayIsCompletedAndNoNewAssociationIsTaken() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Services services = Services.builder()
                .store(SopClass::isStorage, (request, dataSet) -> {
                    dataSet.readAllBytes();
                    begun.countDown();
                    pass(goOn);
                    return Status.SUCCESS;
                })
                .build();
        Acceptor acceptor = listen(services);
        Association association = connect(acceptor, CT);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Status> stored = threads.submit(() -> {
                Status status = association.store(Source.of(CT, "1.2")).status();
                association.close();
                return status;
            });
            begun.await();
            Future<?> closed = threads.submit(() -> acceptor.close(Duration.ofSeconds(20)));
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> connect(acceptor)).isInstanceOf(ConnectException.class));
            assertThat(closed.isDone()).isFalse();
            goOn.countDown();
            assertThat(stored.get()).isEqualTo(Status.SUCCESS);
            closed.get();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void pass(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatDoesNotEndIsAborted() throws IOException {
        Acceptor acceptor = listen(Services.NONE);
        Association association = connect(acceptor);
        association.echo();
        acceptor.close(Duration.ofMillis(100));
        await().until(() -> !association.isOpen());
        assertThatThrownBy(association::echo)
                .isInstanceOfSatisfying(AssociationAbortedException.class, e -> assertThat(e.byPeer())
                        .isTrue());
    }

    @Test
    void aPortThatIsTakenIsTold() throws IOException {
        Acceptor acceptor = listen(Services.NONE);
        assertThatThrownBy(() -> network.listen(
                        AcceptorOptions.builder(acceptor.address().getAddress(), acceptor.port(), Services.NONE)
                                .build()))
                .isInstanceOf(BindException.class);
    }
}
