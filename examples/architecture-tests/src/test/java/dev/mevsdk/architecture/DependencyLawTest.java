package dev.mevsdk.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** core &lt;- transport, core &lt;- jobs &lt;- ml; only the examples join them. */
class DependencyLawTest {
    private static final Set<String> HIDDEN_LIBRARIES = Set.of(
            "com.fasterxml.jackson",
            "io.lettuce",
            "com.auth0",
            "com.github.luben",
            "org.apache.kafka",
            "com.clickhouse",
            "io.netty",
            "ml.dmlc",
            "com.sun.jna");

    private static JavaClasses sdk;

    @BeforeAll
    static void load() {
        sdk = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.mevsdk");
        for (String module : Set.of("core", "transport", "jobs", "ml", "proto")) {
            assertThat(sdk.containPackage("dev.mevsdk." + module)).as(module).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"core,core", "transport,core transport", "jobs,core jobs", "ml,core jobs ml"})
    void moduleUsesOnlyWhatTheLawAllows(String module, String allowed) {
        Set<String> modules = Set.of(("proto " + allowed).split(" "));
        noClasses()
                .that()
                .resideInAPackage("dev.mevsdk." + module + "..")
                .should()
                .dependOnClassesThat(describe(
                        "of this project, outside " + modules,
                        used -> isOurs(used) && !modules.contains(moduleOf(used))))
                .check(sdk);
    }

    @Test
    void nothingInternalIsUsedByAnotherModule() {
        for (JavaClass user : sdk) {
            user.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(used -> isOurs(used) && used.getPackageName().contains(".internal"))
                    .forEach(used -> assertThat(moduleOf(user))
                            .as("%s uses %s", user.getName(), used.getName())
                            .isEqualTo(moduleOf(used)));
        }
    }

    @Test
    void noPublicSignatureShowsALibraryThatMayChange() {
        classes()
                .that(describe("public and promised", DependencyLawTest::isPromised))
                .should(new SignatureCondition(hiddenLibrary()))
                .check(sdk);
    }

    private static boolean isPromised(JavaClass type) {
        return type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC)
                && !type.getPackageName().contains(".internal")
                && !type.getPackageName().startsWith("dev.mevsdk.proto");
    }

    private static DescribedPredicate<JavaClass> hiddenLibrary() {
        return describe("of a hidden library", type -> HIDDEN_LIBRARIES.stream()
                .anyMatch(library -> type.getPackageName().startsWith(library)));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith("dev.mevsdk.");
    }

    private static String moduleOf(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
