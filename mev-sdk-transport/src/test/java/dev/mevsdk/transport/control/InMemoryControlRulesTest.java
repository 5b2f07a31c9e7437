package dev.mevsdk.transport.control;

class InMemoryControlRulesTest extends ControlRulesContract {
    private final InMemoryControlChannel memory = new InMemoryControlChannel();

    @Override
    ControlChannel openChannel() {
        memory.setReachable(true);
        return memory;
    }
}
