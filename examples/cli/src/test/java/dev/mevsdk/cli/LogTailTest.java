package dev.mevsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogTailTest {
    private final LogTail tail = new LogTail();

    @Test
    void onlyNewLinesAreToldOnce() {
        assertThat(tail.next(List.of("a", "b")).lines()).containsExactly("a", "b");
        assertThat(tail.next(List.of("a", "b")).lines()).isEmpty();
        assertThat(tail.next(List.of("a", "b", "b", "c")).lines()).containsExactly("b", "c");
    }

    @Test
    void aLogThatDropsItsOldestLinesIsFollowed() {
        tail.next(List.of("a", "b", "c"));
        LogTail.News news = tail.next(List.of("c", "d", "e"));
        assertThat(news.lines()).containsExactly("d", "e");
        assertThat(news.lost()).isFalse();
    }

    @Test
    void linesThatWereDroppedUnreadAreSaidToBeLost() {
        tail.next(List.of("a", "b"));
        LogTail.News news = tail.next(List.of("x", "y"));
        assertThat(news.lines()).containsExactly("x", "y");
        assertThat(news.lost()).isTrue();
    }
}
