package dev.mevsdk.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One inline command over a plain socket: enough to ask a Redis server without a client library. */
final class RedisSession {
    private RedisSession() {}

    static String ask(EmbeddedRedis redis, String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", redis.port())) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = reader.readLine();
            return first.startsWith("$") && !first.equals("$-1") ? reader.readLine() : first;
        }
    }
}
