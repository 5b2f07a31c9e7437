package dev.mevsdk.transport.hub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A WebSocket client on a bare socket, which can do everything a client must not. */
public final class RawWebSocket implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final byte[] MASK = {1, 2, 3, 4};
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

    /** @param payload of a close frame: two bytes of code, then the reason */
    public record Message(boolean fin, int opcode, byte[] payload) {
        public String text() {
            return new String(payload, UTF_8);
        }

        /** The code of a close frame; 1005 when it has none. */
        public int closeCode() {
            return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
        }
    }

    private final Socket socket = new Socket();
    private final DataInputStream in;

    private RawWebSocket(int port, int receiveBuffer) throws IOException {
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setSoTimeout((int) READ_TIMEOUT.toMillis());
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        in = new DataInputStream(socket.getInputStream());
    }

    /** A connection without its upgrade. */
    public static RawWebSocket socket(int port) throws IOException {
        return new RawWebSocket(port, 0);
    }

    public static RawWebSocket open(int port, String query) throws IOException {
        return open(port, query, 0);
    }

    /** @param receiveBuffer bytes; small ones make a client that doesn't read felt early; 0 for the system's own */
    public static RawWebSocket open(int port, String query, int receiveBuffer) throws IOException {
        RawWebSocket client = new RawWebSocket(port, receiveBuffer);
        String answer = client.upgrade(query, "");
        if (!answer.startsWith("HTTP/1.1 101")) {
            client.close();
            throw new IOException("not upgraded: " + answer);
        }
        return client;
    }

    /** Sends the upgrade and returns status line and headers of the answer. */
    public String upgrade(String query, String moreHeaders) throws IOException {
        raw(("GET " + RealtimeEndpoint.PATH + "?" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" + moreHeaders + "\r\n")
                .getBytes(ISO_8859_1));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            head.write(in.readUnsignedByte());
        }
        return head.toString(ISO_8859_1);
    }

    /** What is left until the server ends the connection. */
    public String rest() throws IOException {
        return new String(in.readAllBytes(), UTF_8);
    }

    public void text(String message) throws IOException {
        frame(FIN | TEXT, message.getBytes(UTF_8));
    }

    /** A masked frame; the first byte as given. */
    public void frame(int firstByte, byte[] payload) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstByte);
        if (payload.length <= 125) {
            out.write(0x80 | payload.length);
        } else {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        out.write(MASK);
        for (int i = 0; i < payload.length; i++) {
            out.write(payload[i] ^ MASK[i % MASK.length]);
        }
        raw(out.toByteArray());
    }

    public void raw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** A whole message, whatever number of frames it came in, or a control frame that is not within one. */
    public Message read() throws IOException {
        Message first = readFrame();
        if (first.fin()) {
            return first;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(first.payload());
        for (boolean last = false; !last; ) {
            Message next = readFrame();
            if (next.opcode() == CONTINUATION) {
                whole.write(next.payload());
                last = next.fin();
            }
        }
        return new Message(true, first.opcode(), whole.toByteArray());
    }

    private Message readFrame() throws IOException {
        int first = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Message((first & FIN) != 0, first & 0x0F, payload);
    }

    /** Passes over other frames until one with this opcode comes. */
    public Message readUntil(int opcode) throws IOException {
        Message message = read();
        while (message.opcode() != opcode) {
            message = read();
        }
        return message;
    }

    /** Passes over all frames; true once the server has ended the connection, by a reset too. */
    public boolean isEnded() throws IOException {
        try {
            InputStream stream = socket.getInputStream();
            byte[] buffer = new byte[8192];
            while (stream.read(buffer) >= 0) {
                // What is still under way.
            }
            return true;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
