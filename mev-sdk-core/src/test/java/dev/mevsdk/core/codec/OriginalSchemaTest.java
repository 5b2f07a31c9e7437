package dev.mevsdk.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.mevsdk.proto.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import realtime.Realtime;

/** Clients compiled from the original schema read what we write, and we read what they write. */
class OriginalSchemaTest {
    static Stream<Descriptor> messages() {
        return Realtime.getDescriptor().getMessageTypes().stream();
    }

    static Stream<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("..", "proto", "vectors"))) {
            return files.filter(file -> file.toString().endsWith(".bin")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void eachFieldKeepsNameNumberAndType(Descriptor original) {
        Descriptor ours = Batch.getDescriptor().getFile().findMessageTypeByName(original.getName());
        for (FieldDescriptor field : original.getFields()) {
            FieldDescriptor found = ours.findFieldByNumber(field.getNumber());
            assertThat(found.getName()).isEqualTo(field.getName());
            assertThat(found.getType()).isEqualTo(field.getType());
            assertThat(found.isRepeated()).isEqualTo(field.isRepeated());
        }
    }

    @Test
    void eachEventTypeKeepsNameAndNumber() {
        Descriptor ours = Batch.getDescriptor().getFile().findMessageTypeByName("Envelope");
        for (EnumValueDescriptor type : Realtime.Envelope.Type.getDescriptor().getValues()) {
            assertThat(ours.findEnumTypeByName("Type")
                            .findValueByName(type.getName())
                            .getNumber())
                    .isEqualTo(type.getNumber());
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void oldClientReadsEachVector_andFindsTheOriginalsFieldsInIt(Path vector) throws IOException {
        byte[] bytes = Files.readAllBytes(vector);
        Batch ours = BatchCodec.decode(bytes);
        Realtime.Batch theirs = Realtime.Batch.parseFrom(bytes);

        assertContains(ours, theirs);
        assertThat(BatchCodec.decode(theirs.toByteArray())).isEqualTo(ours);
    }

    private static void assertContains(Message ours, Message theirs) {
        for (Map.Entry<FieldDescriptor, Object> field : theirs.getAllFields().entrySet()) {
            FieldDescriptor known =
                    ours.getDescriptorForType().findFieldByNumber(field.getKey().getNumber());
            if (field.getKey().isRepeated() && known.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                assertThat(ours.getRepeatedFieldCount(known)).isEqualTo(theirs.getRepeatedFieldCount(field.getKey()));
                for (int i = 0; i < ours.getRepeatedFieldCount(known); i++) {
                    assertContains((Message) ours.getRepeatedField(known, i), (Message)
                            theirs.getRepeatedField(field.getKey(), i));
                }
            } else if (known.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                assertContains((Message) ours.getField(known), (Message) field.getValue());
            } else if (known.getJavaType() == FieldDescriptor.JavaType.ENUM) {
                assertThat(((EnumValueDescriptor) ours.getField(known)).getNumber())
                        .isEqualTo(((EnumValueDescriptor) field.getValue()).getNumber());
            } else {
                assertThat(ours.getField(known)).isEqualTo(field.getValue());
            }
        }
    }
}
