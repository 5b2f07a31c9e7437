package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelsTest {
    /** As the registry shows them after these activations, one after the other. */
    private static Models after(String... versions) {
        ObjectNode view = Json.object().put("module", "mev").put("generation", versions.length);
        ArrayNode history = view.putArray("history");
        for (String version : versions) {
            view.put("active", version);
            history.addObject().put("generation", history.size()).put("version", version);
        }
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8);
        Console console = new Console(nowhere, nowhere, false, false);
        TokenSource tokens = TokenSource.of("none", null, console);
        return new Models(
                new Api(URI.create("http://127.0.0.1:1"), tokens, HttpClient.newHttpClient(), console), "mev", view);
    }

    @ParameterizedTest
    @CsvSource({"a b,a", "a b c,b", "b c c,b", "a b a c,a", "a b c a,c"})
    void aRollbackGoesToTheVersionThatWasActiveBefore(String activations, String before) {
        assertThat(after(activations.split(" ")).before()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"a b c b,a", "a b c b d,b", "a b c b d b,a", "a b a b,a"})
    void aSecondRollbackGoesOneFurtherBack_neverToTheVersionThatWasGivenUp(String activations, String before) {
        assertThat(after(activations.split(" ")).before()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"a", "a a", "a b a", "a b c b a"})
    void whereNothingIsLeftToGoBackToItSaysSo(String activations) {
        assertThatThrownBy(() -> after(activations.split(" ")).before())
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.exit()).isEqualTo(ExitCode.FAILED))
                .hasMessageContaining("no other version of mev was active before a")
                .hasMessageContaining("mev models activate mev VERSION");
    }

    @Test
    void withoutAnActiveModelThereIsNothingToRollBack() {
        assertThatThrownBy(() -> after().before())
                .isInstanceOf(Failure.class)
                .hasMessage("mev has no active model to roll back from");
    }
}
