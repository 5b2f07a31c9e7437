package dev.mevsdk.transport.control;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Logs as they may come to be: commands of both modules and of single agents, stale ones, repeated ones, and garbage. */
final class RandomLog {
    private RandomLog() {}

    static List<byte[]> of(Random random, int size) {
        List<byte[]> log = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            log.add(random.nextInt(8) == 0 ? garbage(random) : command(random, i));
        }
        return log;
    }

    private static byte[] garbage(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] command(Random random, int i) {
        CommandAction action = CommandAction.values()[random.nextInt(CommandAction.values().length)];
        String args = action == CommandAction.PROPOSE_START ? "" : args(random);
        boolean oneAgent = random.nextInt(3) == 0;
        String scope = oneAgent ? ",\"scope\":{\"agent\":\"a" + random.nextInt(3) + "\",\"args\":{" + args + "}}" : "";
        String expected = random.nextInt(4) == 0 ? ",\"expected_version\":" + random.nextInt(i + 1) : "";
        String approves = random.nextInt(3) == 0 ? ",\"approves\":\"r" + random.nextInt(i + 10) + "\"" : "";
        String reason = random.nextBoolean() ? ",\"reason\":\"why not\"" : "";
        String position = ",\"log_position\":" + Math.max(0, i - random.nextInt(3) * random.nextInt(60));
        String module = random.nextBoolean() ? "mev" : "arbitrage";
        return ("{\"ts\":1,\"module\":\"" + module + "\",\"action\":\"" + action.wireName() + "\",\"args\":{"
                        + (oneAgent ? "" : args) + "},\"request_id\":\"r" + random.nextInt(i + 10)
                        + "\",\"issuer\":\"p" + random.nextInt(2) + "\"" + expected + scope + approves + reason
                        + position + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String args(Random random) {
        StringBuilder args = new StringBuilder("\"throttle_pct\":" + (random.nextInt(130) - 10));
        if (random.nextBoolean()) {
            args.append(",\"ev_min\":").append(random.nextDouble());
        }
        if (random.nextBoolean()) {
            args.append(",\"tip_ladder\":[").append(random.nextDouble()).append(",1]");
        }
        return args.toString();
    }
}
