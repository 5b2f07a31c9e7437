package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aRemarkStandsBelowItsRow_widensNoColumn_andMovesNoCursor() {
        Table table = new Table("AGENT", "STATE")
                .remarked(Console.Style.WARNING, "halted by itself: [KILL_FILE]\u001b[2J", "arb-1", "STOPPED")
                .row("arb-2", "RUNNING");
        assertThat(printed(table)).isEqualTo("""
                AGENT  STATE
                arb-1  STOPPED
                    halted by itself: [KILL_FILE]\\u001b[2J
                arb-2  RUNNING
                """);
    }

    private static String printed(Table table) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        table.print(new Console(stream, stream, false, false));
        return out.toString(StandardCharsets.UTF_8);
    }
}
