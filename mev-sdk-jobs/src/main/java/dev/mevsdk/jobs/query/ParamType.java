package dev.mevsdk.jobs.query;

import dev.mevsdk.core.MevException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The types that a parameter may have, and how a value of JSON becomes ClickHouse's text. */
enum ParamType {
    STRING("String") {
        @Override
        String text(Object value) {
            if (value instanceof String text && text.length() <= MAX_TEXT) {
                return text;
            }
            throw MevException.badInput("a text of at most " + MAX_TEXT + " characters");
        }
    },
    UINT32("UInt32") {
        @Override
        String text(Object value) {
            return whole(value, BigInteger.ZERO, BigInteger.TWO.pow(32).subtract(BigInteger.ONE));
        }
    },
    UINT64("UInt64") {
        @Override
        String text(Object value) {
            return whole(value, BigInteger.ZERO, BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        }
    },
    INT64("Int64") {
        @Override
        String text(Object value) {
            return whole(value, BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));
        }
    },
    FLOAT64("Float64") {
        @Override
        String text(Object value) {
            double number = decimal(value, "a number").doubleValue();
            if (Double.isInfinite(number)) {
                throw MevException.badInput("a finite number");
            }
            return Double.toString(number);
        }
    },
    TIME("DateTime64(3, 'UTC')") {
        @Override
        String text(Object value) {
            if (value instanceof String text) {
                return ParamTime.clickHouse(text);
            }
            throw MevException.badInput(ParamTime.ALLOWED);
        }
    };

    static final int MAX_TEXT = 1_000;
    private static final int MAX_NUMBER_TEXT = 64;

    private final String clickHouse;

    ParamType(String clickHouse) {
        this.clickHouse = clickHouse;
    }

    /** As it stands in a placeholder. */
    String clickHouse() {
        return clickHouse;
    }

    static Optional<ParamType> of(String clickHouse) {
        return Arrays.stream(values())
                .filter(type -> normal(type.clickHouse).equals(normal(clickHouse)))
                .findFirst();
    }

    static List<String> names() {
        return Arrays.stream(values()).map(ParamType::clickHouse).toList();
    }

    private static String normal(String type) {
        return type.replaceAll("\\s", "");
    }

    /**
     * The value as the server takes it.
     *
     * @param value of a JSON document: a text, a number, a boolean, a list or a map
     * @throws MevException BAD_INPUT that says what is allowed, without the parameter's name
     */
    abstract String text(Object value);

    /** In its own form for a person's form or a JSON answer: numbers as numbers. */
    Object shown(String text) {
        return this == UINT32 || this == UINT64 || this == INT64 || this == FLOAT64 ? new BigDecimal(text) : text;
    }

    private static String whole(Object value, BigInteger least, BigInteger most) {
        String allowed = "a whole number " + least + ".." + most;
        try {
            // Not expanded before it is known to be short: 1e999999999 is a whole number too.
            BigDecimal number = decimal(value, allowed);
            boolean near = number.precision() - number.scale() <= MAX_NUMBER_TEXT && number.scale() <= MAX_NUMBER_TEXT;
            BigInteger whole = near ? number.toBigIntegerExact() : most.add(BigInteger.ONE);
            if (whole.compareTo(least) >= 0 && whole.compareTo(most) <= 0) {
                return whole.toString();
            }
        } catch (ArithmeticException e) {
            // Refused below.
        }
        throw MevException.badInput(allowed);
    }

    private static BigDecimal decimal(Object value, String allowed) {
        String text = String.valueOf(value);
        if ((value instanceof Number || value instanceof String) && text.length() <= MAX_NUMBER_TEXT) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                // Refused below.
            }
        }
        throw MevException.badInput(allowed);
    }
}
