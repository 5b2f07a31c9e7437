package dev.mevsdk.ml.registry;

class MemoryRegistryTest extends ModelRegistryContract {
    private final ModelRegistry registry = ModelRegistry.inMemory();

    @Override
    ModelRegistry registry() {
        return registry;
    }
}
