package org.espalier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {

    private final List<String> calls = new ArrayList<>();

    @Test
    void modelsRunInTurnsAndTheOrderRotates() {
        List<Bench.Result> results = Bench.run(List.of(entrant("a"), entrant("b")), 1, 3);
        assertThat(String.join(" ", calls))
                .isEqualTo("open(a) a a close(a) open(b) b b close(b)"
                        + " open(a) a open(b) b"
                        + " a b b a a b"
                        + " close(a) close(b)");
        assertThat(results).extracting(Bench.Result::name).containsExactly("a", "b");
        assertThat(results.getFirst().ratio()).isEqualTo(1);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.p50Millis()).isPositive().isLessThanOrEqualTo(result.p90Millis());
            assertThat(result.p90Millis()).isLessThanOrEqualTo(result.p95Millis());
            assertThat(result.ratioLow()).isLessThanOrEqualTo(result.ratioHigh());
            assertThat(result.framesPerSecond()).isEqualTo(1000 / result.p50Millis());
        });
    }

    private Entrant entrant(String name) {
        return new Entrant() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Running open() {
                calls.add("open(" + name + ")");
                return new Running() {
                    @Override
                    public void run() {
                        calls.add(name);
                    }

                    @Override
                    public void close() {
                        calls.add("close(" + name + ")");
                    }
                };
            }
        };
    }
}
