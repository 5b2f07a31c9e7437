package dev.mevsdk.cli;

import java.util.List;

/** What is new in a log of which only the newest lines can be asked for. One thread. */
final class LogTail {
    /**
     * @param lines that were not there before
     * @param lost whether some between were pushed out before they could be read
     */
    record News(List<String> lines, boolean lost) {}

    private List<String> seen = List.of();

    /** @param newest lines, the oldest of them first */
    News next(List<String> newest) {
        int overlap = Math.min(seen.size(), newest.size());
        while (overlap > 0 && !seen.subList(seen.size() - overlap, seen.size()).equals(newest.subList(0, overlap))) {
            overlap--;
        }
        boolean lost = overlap == 0 && !seen.isEmpty() && !newest.isEmpty();
        News news = new News(List.copyOf(newest.subList(overlap, newest.size())), lost);
        seen = List.copyOf(newest);
        return news;
    }
}
