package dev.mevsdk.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Looks at what a caller sees: supertypes, and the public and protected members. */
final class SignatureCondition extends ArchCondition<JavaClass> {
    private final DescribedPredicate<JavaClass> forbidden;

    SignatureCondition(DescribedPredicate<JavaClass> forbidden) {
        super("show no class " + forbidden.getDescription());
        this.forbidden = forbidden;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                .filter(forbidden)
                .forEach(shown -> report(type.getName(), shown, events));
        for (JavaMember member : type.getMembers()) {
            if (isVisible(member)) {
                signature(member).filter(forbidden).forEach(shown -> report(member.getFullName(), shown, events));
            }
        }
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.concat(
                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                unit.getParameterTypes().stream().flatMap(parameter -> parameter.getAllInvolvedRawTypes().stream()));
    }

    private void report(String where, JavaClass shown, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(where, where + " shows " + shown.getName()));
    }
}
