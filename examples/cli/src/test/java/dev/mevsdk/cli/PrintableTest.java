package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void whatSteersATerminalIsShownAsItsNumber() {
        assertThat(Printable.of("ok \u001b[2Jgone\u0007")).isEqualTo("ok \\u001b[2Jgone\\u0007");
        assertThat(Printable.of("abc\u202ecba")).isEqualTo("abc\\u202ecba");
        assertThat(Printable.of("two\nlines\r")).isEqualTo("two lines\\u000d");
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(Printable.of("40 % – größer 日本")).isEqualTo("40 % – größer 日本");
    }
}
