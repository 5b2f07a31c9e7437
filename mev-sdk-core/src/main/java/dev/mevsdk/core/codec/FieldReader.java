package dev.mevsdk.core.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mevsdk.core.MevException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Sets fields of a message from JSON by its descriptor. For clients and tests; the hot path only writes. */
final class FieldReader {
    private FieldReader() {}

    /** The parser stands on the object's first token, and afterwards on its last. */
    static void readObject(JsonParser json, Message.Builder message, String path) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw MevException.badInput(path + ": must be an object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            readField(json, message, message.getDescriptorForType().findFieldByName(name), path + "." + name);
        }
    }

    /** Does nothing for an unknown field (null), nor for kinds of fields the feed's JSON does not carry. */
    static void readField(JsonParser json, Message.Builder message, @Nullable FieldDescriptor field, String path)
            throws IOException {
        if (field == null || unsupported(field)) {
            json.skipChildren();
        } else if (field.isRepeated()) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw MevException.badInput(path + ": must be an array");
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                message.addRepeatedField(field, value(json, field, path));
            }
        } else if (json.currentToken() != JsonToken.VALUE_NULL
                || field.getJavaType() == FieldDescriptor.JavaType.DOUBLE) {
            message.setField(field, value(json, field, path));
        }
    }

    private static boolean unsupported(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING
                || field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }

    private static Object value(JsonParser json, FieldDescriptor field, String path) throws IOException {
        JsonToken token = json.currentToken();
        return switch (field.getJavaType()) {
            case STRING -> {
                require(token == JsonToken.VALUE_STRING, path, "a string");
                yield json.getText();
            }
            case BOOLEAN -> {
                require(token.isBoolean(), path, "true or false");
                yield token == JsonToken.VALUE_TRUE;
            }
            case DOUBLE ->
                token == JsonToken.VALUE_NULL ? Double.NaN : number(json, path).doubleValue();
            case LONG -> integer(json, path, field, 64).longValue();
            case INT -> integer(json, path, field, 32).intValue();
            case ENUM -> enumValue(json, field, path);
            default -> throw MevException.badInput(path + ": of a kind the feed does not carry");
        };
    }

    private static BigDecimal number(JsonParser json, String path) throws IOException {
        JsonToken token = json.currentToken();
        require(token.isNumeric() || token == JsonToken.VALUE_STRING, path, "a number");
        String digits = json.getText();
        require(digits.length() <= 64, path, "a number of at most 64 characters");
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw MevException.badInput(path + ": must be a number");
        }
    }

    private static BigInteger integer(JsonParser json, String path, FieldDescriptor field, int bits)
            throws IOException {
        BigDecimal number = number(json, path);
        boolean unsigned =
                field.getType() == FieldDescriptor.Type.UINT64 || field.getType() == FieldDescriptor.Type.UINT32;
        BigInteger max = BigInteger.TWO.pow(unsigned ? bits : bits - 1).subtract(BigInteger.ONE);
        BigInteger min = unsigned ? BigInteger.ZERO : max.negate().subtract(BigInteger.ONE);
        // An exponent of a million would make toBigInteger build a number of a million digits.
        require(Math.abs((long) number.precision() - number.scale()) <= 64, path, min + ".." + max);
        require(number.stripTrailingZeros().scale() <= 0, path, "an integer");
        BigInteger integer = number.toBigInteger();
        require(integer.compareTo(min) >= 0 && integer.compareTo(max) <= 0, path, min + ".." + max);
        return integer;
    }

    private static EnumValueDescriptor enumValue(JsonParser json, FieldDescriptor field, String path)
            throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return field.getEnumType().findValueByNumberCreatingIfUnknown(json.getIntValue());
        }
        EnumValueDescriptor value = field.getEnumType().findValueByName(json.getText());
        return value != null ? value : field.getEnumType().findValueByNumberCreatingIfUnknown(0);
    }

    private static void require(boolean holds, String path, String allowed) {
        if (!holds) {
            throw MevException.badInput(path + ": must be " + allowed);
        }
    }
}
