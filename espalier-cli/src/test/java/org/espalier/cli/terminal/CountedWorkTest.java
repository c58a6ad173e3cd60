package org.espalier.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.espalier.run.Progress;
import org.espalier.run.Status;
import org.junit.jupiter.api.Test;

class CountedWorkTest {

    @Test
    void theLastPieceEndsTheWorkAndEarlierWorkIsNotCounted() {
        List<String> seen = new ArrayList<>();
        CountedWork work = new CountedWork("samples", new Progress() {
            @Override
            public void show(Status status) {
                seen.add("show " + words(status));
            }

            @Override
            public void end(Status status) {
                seen.add("end " + words(status));
            }
        });
        work.done(2, 4);
        work.done(3, 4);
        work.done(4, 4);
        assertThat(seen)
                .containsExactly("show samples 2/4 from 2", "show samples 3/4 from 2", "end samples 4/4 from 2");
    }

    private static String words(Status status) {
        return status.stage() + " " + status.step() + "/" + status.steps() + " from " + status.begunAt();
    }
}
