package dev.mevsdk.jobs.clickhouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads JSONEachRow. */
final class JsonRows {
    private static final ObjectReader ROW = new ObjectMapper().readerFor(new TypeReference<Map<String, Object>>() {});

    private JsonRows() {}

    /**
     * Reads all rows.
     *
     * @param stated rows that the server says the result has; 0 or less when it does not say
     */
    static List<Map<String, Object>> read(InputStream json, long stated) throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (MappingIterator<Map<String, Object>> lines = ROW.readValues(json)) {
            while (lines.hasNextValue()) {
                rows.add(lines.nextValue());
            }
        } catch (JsonProcessingException e) {
            throw MevException.retryable("ClickHouse broke off in the middle of the answer", null);
        }
        if (stated > 0 && rows.size() != stated) {
            throw MevException.retryable(
                    "ClickHouse sent " + rows.size() + " rows of the " + stated + " it states", null);
        }
        return rows;
    }
}
