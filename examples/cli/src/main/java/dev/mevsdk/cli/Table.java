package dev.mevsdk.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns as wide as they must be. Cells are made printable. */
final class Table {
    private static final String GAP = "  ";
    private static final String REMARK_INDENT = "    ";

    /** @param remark below the row, as wide as it is; empty for none */
    private record Row(String[] cells, Console.Style style, String remark) {}

    private final List<Row> rows = new ArrayList<>();
    private final int[] widths;

    Table(String... headings) {
        widths = new int[headings.length];
        row((Object[]) headings);
    }

    /** As many cells as there are headings. */
    Table row(Object... cells) {
        return remarked(Console.Style.FAINT, "", cells);
    }

    /** A row with a line of its own below it, where there is something to remark. */
    Table remarked(Console.Style style, String remark, Object... cells) {
        String[] row = Arrays.stream(cells)
                .map(cell -> Printable.of(String.valueOf(cell)))
                .toArray(String[]::new);
        for (int i = 0; i < row.length; i++) {
            widths[i] = Math.max(widths[i], row[i].length());
        }
        rows.add(new Row(row, style, Printable.of(remark)));
        return this;
    }

    void print(Console console) {
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String line = line(row.cells());
            console.print(i == 0 ? console.styled(Console.Style.FAINT, line) : line);
            if (!row.remark().isEmpty()) {
                console.print(console.styled(row.style(), REMARK_INDENT + row.remark()));
            }
        }
        if (rows.size() == 1) {
            // A remark: who reads the output line by line takes no "none" for a row.
            console.say("none");
        }
    }

    private String line(String[] row) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            line.append(row[i]).append(" ".repeat(widths[i] - row[i].length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }
}
