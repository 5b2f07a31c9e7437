package dev.mevsdk.jobs.export;

import dev.mevsdk.core.MevException;

/**
 * A column of an export. Arrow loses some of ClickHouse's types on the way (a DateTime arrives as a number, an enum as
 * its code), so the type is taken from `DESCRIBE` and restored in the file.
 *
 * @param name as in the query's result
 * @param type ClickHouse's name of the type, such as `LowCardinality(Nullable(String))`
 */
public record ExportColumn(String name, String type) {
    /** Refuses a type that has no place in a file, naming the column. */
    public ExportColumn {
        if (name.isEmpty()) {
            throw MevException.badInput("a column has no name");
        }
        try {
            new ColumnTypeParser(type).parse();
        } catch (IllegalArgumentException e) {
            throw MevException.badInput(
                    "column " + name + " of type " + type + " can't be exported: " + e.getMessage());
        }
    }

    ColumnType parsed() {
        return new ColumnTypeParser(type).parse();
    }
}
