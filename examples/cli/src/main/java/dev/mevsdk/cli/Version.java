package dev.mevsdk.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Mev.class.getPackage().getImplementationVersion();
        return new String[] {"mev " + (version == null ? "development" : version)};
    }
}
