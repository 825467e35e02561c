package ua.vuzol.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BandwidthTest {
    private final AtomicLong clock = new AtomicLong(42);

    /** Sleeping moves the clock, by halves, since a thread may wake early. */
    private final Bandwidth bandwidth =
            new Bandwidth(1_000_000, clock::get, nanos -> clock.addAndGet(Math.max(1, nanos / 2)));

    @Test
    void aSecondsWorthIsFreeAndTheRestTakesItsTime() {
        bandwidth.read(1_000_000);
        assertThat(seconds()).isZero();
        bandwidth.read(500_000);
        assertThat(seconds()).isEqualTo(0.5);
        bandwidth.read(2_000_000);
        assertThat(seconds()).isEqualTo(2.5);
    }

    @Test
    void whatWasNotUsedIsKeptForOneSecondOnly() {
        clock.addAndGet(TimeUnit.HOURS.toNanos(1));
        bandwidth.read(1_000_000);
        assertThat(seconds()).isEqualTo(3600);
        bandwidth.read(1_000_000);
        assertThat(seconds()).isEqualTo(3601);
    }

    @Test
    void piecesAreSmallWhereTheBoundIs() {
        assertThat(bandwidth.piece(1 << 20)).isEqualTo(250_000);
        assertThat(bandwidth.piece(1 << 16)).isEqualTo(1 << 16);
        assertThat(Bandwidth.of(1).piece(1 << 16)).isEqualTo(1);
    }

    private double seconds() {
        return Math.round((clock.get() - 42) / 1e6) / 1e3;
    }
}
