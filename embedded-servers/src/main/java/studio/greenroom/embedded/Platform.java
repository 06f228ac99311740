package studio.greenroom.embedded;

import java.util.Locale;

/** The operating system and processor, in the names that the packed binaries use. */
record Platform(String system, boolean arm) {

    /** @throws StartFailure where there are no binaries for this machine */
    static Platform current() {
        return of(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("linux") ? "linux" : os.startsWith("mac") ? "darwin" : null;
        Boolean arm =
                switch (osArch) {
                    case "amd64", "x86_64" -> Boolean.FALSE;
                    case "aarch64", "arm64" -> Boolean.TRUE;
                    default -> null;
                };
        if (system == null || arm == null) {
            throw new StartFailure(
                    "There are no embedded servers for %s on %s, only for Linux and macOS on amd64 and arm64; run Greenroom there, or in a container."
                            .formatted(osName, osArch));
        }
        return new Platform(system, arm);
    }

    String postgresArchive() {
        return "/postgres-%s-%s.txz".formatted(system, arm ? "arm_64" : "x86_64");
    }

    String redisProgram() {
        return "/redis-server-%s-%s-%s".formatted(RedisServer.VERSION, system, arm ? "arm64" : "amd64");
    }

    @Override
    public String toString() {
        return system + (arm ? " on arm64" : " on amd64");
    }
}
