package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** There is no query of that name; the message lists those there are. */
public final class UnknownQueryException extends MevException {
    private static final long serialVersionUID = 1L;
    private static final int NEAR = 4;
    private static final int MAX_SHOWN = 64;

    UnknownQueryException(String name, List<String> names) {
        super(Category.BAD_INPUT, "name: must be one of " + String.join(", ", names) + suggestion(name, names));
    }

    private static String suggestion(String name, List<String> names) {
        if (name.length() > MAX_SHOWN) {
            return "";
        }
        Optional<String> nearest = names.stream()
                .filter(one -> distance(name, one) <= NEAR || one.startsWith(name))
                .min(Comparator.comparingInt(one -> distance(name, one)));
        return nearest.map(one -> "; did you mean " + one + "?").orElse("");
    }

    /** Letters to insert, remove or change (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
