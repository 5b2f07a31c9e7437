package dev.mevsdk.ml.registry;

import dev.mevsdk.core.MevException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What follows from a module's history, the same for every form of the registry. */
final class ActivationRules {
    private ActivationRules() {}

    static Activation current(List<Activation> history) {
        return history.isEmpty() ? Activation.none() : history.get(history.size() - 1);
    }

    /** Activations push, rollbacks pop: so two rollbacks in a row go two versions back. */
    static String before(List<Activation> history) {
        Deque<String> stack = new ArrayDeque<>();
        for (Activation change : history) {
            String version = change.version();
            if (change.act().equals(Activation.ROLLBACK)) {
                stack.pop();
            } else if (version != null && !version.equals(stack.peek())) {
                stack.push(version);
            }
        }
        if (stack.size() < 2) {
            throw MevException.badInput("no version was active before the current one: activate one by its name");
        }
        stack.pop();
        return stack.pop();
    }

    static Optional<ModelManifest> automatic(List<ModelManifest> newestFirst, Activation current) {
        return newestFirst.stream().findFirst().filter(newest -> allowed(newest, current));
    }

    private static boolean allowed(ModelManifest newest, Activation current) {
        if (newest.version().equals(current.version())) {
            return false;
        }
        boolean first = current.generation() == 0;
        ModelManifest.ChampionTest test = newest.champion();
        boolean won = test != null
                && test.passed()
                && test.version().equals(current.version())
                && newest.baseGeneration() == current.generation();
        if (newest.activation().equals(ActivationPolicy.WHEN_NONE_ACTIVE.wireName())) {
            return first;
        }
        return newest.activation().equals(ActivationPolicy.CHAMPION.wireName()) && (first || won);
    }
}
