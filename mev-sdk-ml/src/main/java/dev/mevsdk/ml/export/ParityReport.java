package dev.mevsdk.ml.export;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ParityGate} compared; it exists only where every margin was equal bit by bit.
 *
 * @param rows rows compared per artefact
 * @param artefacts file names of the artefacts that were checked
 * @param skipped why the shared library was not among them; null where it was
 */
public record ParityReport(
        int rows, List<String> artefacts, @Nullable String skipped) {
    public ParityReport {
        artefacts = List.copyOf(artefacts);
    }
}
