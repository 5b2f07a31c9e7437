package dev.mevsdk.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mevsdk.core.MevException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFileTest {
    private static final String HEAD = "-- description: d\n-- columns: a\n";

    @Test
    void aFileSaysAllOfItsQuery() {
        CuratedQuery query = QueryFile.parse("mine.sql", """
                -- description: What it answers: all.
                -- param: module String = '' of '', arbitrage, mev
                -- param: since DateTime64(3, 'UTC') = now-1h
                -- param: least Int64
                -- columns: a, b
                -- rows: 5
                -- max_rows: 50
                -- seconds: 3
                -- memory_mib: 64

                SELECT 1 AS a, 'FORMAT; INTO' AS b -- SETTINGS
                WHERE {module:String} = '' AND now() > {since:DateTime64(3,'UTC')} AND {least:Int64} > 0;
                """);
        assertThat(query.name()).isEqualTo("mine");
        assertThat(query.description()).isEqualTo("What it answers: all.");
        assertThat(query.columns()).containsExactly("a", "b");
        assertThat(query.limits()).isEqualTo(new QueryLimits(5, 50, Duration.ofSeconds(3), 64L << 20));
        assertThat(query.params())
                .containsExactly(
                        new QueryParam("module", "String", "", List.of("", "arbitrage", "mev")),
                        new QueryParam("since", "DateTime64(3, 'UTC')", "now-1h", List.of()),
                        new QueryParam("least", "Int64", null, List.of()));
        assertThat(query.sql()).startsWith("SELECT").doesNotContain(";\n").endsWith("> 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1                                           | line 1: `-- description: ...` is missing",
                "-- description: d\\nSELECT 1                       | line 1: `-- columns: ...` is missing",
                "-- description: d\\n-- descripton: e\\nSELECT 1    | line 2: unknown key `descripton`",
                "-- description: d\\n-- description: e\\nSELECT 1   | line 2: `description` stands twice",
                "-- description: d\\n-- rows: many\\nSELECT 1       | line 2: `rows` must be a whole number",
                "-- description: d\\n-- columns: a\\n-- rows: 0\\nSELECT 1 | rows: must be 1..",
                "-- description: d\\n-- columns: a\\n-- seconds: 3600\\nSELECT 1 | seconds: must be 1..60",
                "-- description: d\\n-- param: x Enum\\nSELECT 1    | line 2: type of x: must be one of",
                "-- description: d\\n-- param: x UInt32 = -1\\nSELECT 1 | line 2: params.x: must be a whole number 0..",
                "-- description: d\\n-- param: x\\nSELECT 1         | line 2: a parameter is",
                "-- description: d\\n-- param: x String = c of a, b\\nSELECT 1 | line 2: params.x: must be one of 'a', 'b'",
                "-- description: d\\n-- columns: a\\nINSERT INTO t  | line 3: the query must begin with SELECT or WITH",
                "-- description: d\\n-- columns: a\\nSELECT 1; SELECT 2 | line 3: only one statement",
                "-- description: d\\n-- columns: a\\nSELECT 1 FORMAT CSV | line 3: the query must leave FORMAT out",
                "-- description: d\\n-- columns: a\\nSELECT 1 settings max_threads=1 | line 3: the query must leave SETTINGS out",
                "-- description: d\\n-- columns: a\\nSELECT 1 INTO OUTFILE 'x' | line 3: the query must leave INTO out",
                "-- description: d\\n-- columns: a\\nSELECT * FROM url ('http://x') | line 3: the query reads from outside",
                "-- description: d\\n-- columns: a\\nSELECT * FROM remoteSecure('x') | line 3: the query reads from outside",
                "-- description: d\\n-- columns: a\\nSELECT {x:String} | line 3: the placeholders {x=String} must be the declared",
                "-- description: d\\n-- columns: a\\n-- param: x UInt32\\nSELECT {x:String} | must be the declared parameters {x=UInt32}",
            })
    void whatIsWrongIsNamedWithItsLine(String text, String problem) {
        assertThatThrownBy(() -> QueryFile.parse("mine.sql", text.replace("\\n", "\n")))
                .isInstanceOfSatisfying(
                        MevException.class, e -> assertThat(e.category()).isEqualTo(MevException.Category.BAD_INPUT))
                .hasMessageStartingWith("mine.sql line ")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mine.sql", "my query.sql", "..sql", "1.sql"})
    void aNameThatIsNoneIsRefused(String file) {
        assertThatThrownBy(() -> QueryFile.parse(file, HEAD + "SELECT 1 AS a"))
                .hasMessageContaining("the name must be");
    }

    @Test
    void aFolderAddsQueriesAndReplacesThoseOfItsNames(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("mine.sql"), HEAD + "SELECT 1 AS a");
        Files.writeString(folder.resolve("data_range.sql"), HEAD + "SELECT 2 AS a");
        Files.writeString(folder.resolve("README.md"), "not a query");
        QueryCatalog catalog = QueryCatalog.standard().with(folder);
        assertThat(catalog.queries())
                .extracting(CuratedQuery::name)
                .contains("mine", "bundle_states")
                .hasSize(8);
        assertThat(catalog.find("data_range"))
                .hasValueSatisfying(query -> assertThat(query.sql()).isEqualTo("SELECT 2 AS a"));
        Files.writeString(folder.resolve("broken.sql"), HEAD + "DROP TABLE x");
        assertThatThrownBy(() -> QueryCatalog.standard().with(folder)).hasMessageStartingWith("broken.sql line 3:");
        assertThatThrownBy(() -> QueryCatalog.standard().with(folder.resolve("none")))
                .hasMessageContaining("must be a folder");
    }

    @Test
    void timesAreReadAsPeopleWriteThem() {
        assertThat(ParamTime.clickHouse("2026-01-31")).isEqualTo("2026-01-31 00:00:00.000");
        assertThat(ParamTime.clickHouse("2026-01-31 12:00:00.5")).isEqualTo("2026-01-31 12:00:00.500");
        assertThat(ParamTime.clickHouse("2026-01-31T12:00:00+02:00")).isEqualTo("2026-01-31 10:00:00.000");
        assertThat(ParamTime.clickHouse("now-1h")).isLessThan(ParamTime.clickHouse("now"));
        for (String wrong : List.of("", "yesterday", "now-1y", "now+1h", "9999-01-01", "2026-13-01", "1'; DROP")) {
            assertThatThrownBy(() -> ParamTime.clickHouse(wrong)).isInstanceOf(MevException.class);
        }
    }
}
