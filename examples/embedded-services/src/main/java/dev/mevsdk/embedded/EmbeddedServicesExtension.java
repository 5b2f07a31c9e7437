package dev.mevsdk.embedded;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests real servers: declare a parameter of type {@link EmbeddedKafka}, {@link EmbeddedRedis} or
 * {@link EmbeddedClickHouse} on a test, a constructor or a life-cycle method. Each is started on first use, shared by all
 * tests of the run, started again if the test before killed it, and closed when the run ends. Tests keep apart by
 * using topics, keys and databases of their own.
 */
public final class EmbeddedServicesExtension implements ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(EmbeddedServicesExtension.class);
    private static final Map<Class<?>, Supplier<EmbeddedService>> SERVICES = Map.of(
            EmbeddedKafka.class, EmbeddedKafka::create,
            EmbeddedRedis.class, EmbeddedRedis::create,
            EmbeddedClickHouse.class, EmbeddedClickHouse::create);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return SERVICES.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        Supplier<EmbeddedService> factory = Objects.requireNonNull(SERVICES.get(type));
        EmbeddedService service = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(type, key -> factory.get(), EmbeddedService.class);
        service.start();
        return service;
    }
}
