package dev.mevsdk.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;

/** `mev token` */
@Command(
        name = "token",
        description = "Who the token says you are, and until when. Asks nobody, and checks no signature.")
final class TokenCommand extends MevCommand {
    private static final List<String> SHOWN = List.of("sub", "roles", "iss", "aud");

    @Override
    ExitCode run(Session session) {
        String token = session.api()
                .token()
                .orElseThrow(() -> new Failure(ExitCode.NOT_ALLOWED, "no token: set MEV_TOKEN, or give --token-file"));
        JsonNode claims = claims(token);
        Instant expiry = Instant.ofEpochSecond(claims.path("exp").asLong());
        boolean expired = expiry.isBefore(Instant.now());
        Console console = session.console();
        console.show(document(claims, expired), () -> print(console, claims, expiry, expired));
        if (expired) {
            throw new Failure(ExitCode.NOT_ALLOWED, "the token expired: get a new one");
        }
        return ExitCode.OK;
    }

    private static JsonNode claims(String token) {
        String[] parts = token.split("\\.", -1);
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
            JsonNode read = Json.read(new String(claims, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            if (read.isObject()) {
                return read;
            }
        } catch (IllegalArgumentException | Failure e) {
            // Refused below: the cause would quote the token.
        }
        throw new Failure(ExitCode.NOT_ALLOWED, "the token is no JSON web token");
    }

    private static ObjectNode document(JsonNode claims, boolean expired) {
        ObjectNode document = Json.object();
        SHOWN.stream().filter(claims::has).forEach(name -> document.set(name, claims.get(name)));
        document.set("exp", claims.path("exp"));
        return document.put("expired", expired);
    }

    private static void print(Console console, JsonNode claims, Instant expiry, boolean expired) {
        Table table = new Table("CLAIM", "VALUE");
        SHOWN.forEach(name -> {
            JsonNode value = claims.path(name);
            table.row(name, value.isTextual() ? value.asText() : value.toString());
        });
        String time = Durations.text(Duration.between(Instant.now(), expiry).abs());
        table.row("exp", expiry + (expired ? ", " + time + " ago" : ", in " + time));
        table.print(console);
    }
}
