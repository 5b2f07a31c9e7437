package dev.mevsdk.demo;

/** Demos of tests. A run of tests that is ended in the middle closes them too, so that nothing of them stays. */
final class Demos {
    private Demos() {}

    static Demo of(DemoOptions options) {
        return of(options, DemoFolder.of(options));
    }

    static Demo of(DemoOptions options, DemoFolder folder) {
        Demo demo = new Demo(options, folder, System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-stop"));
        return demo;
    }
}
