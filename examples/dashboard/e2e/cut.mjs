// A TCP proxy that tests can cut: a browser sees the same as when the server or the way to it is lost.
import { once } from "node:events";
import { connect, createServer } from "node:net";

export class Cut {
  #server = createServer((client) => this.#join(client));
  #sockets = new Set();
  #target;

  /** @param page address of a server */
  static async before(page) {
    const cut = new Cut();
    cut.#server.listen(0, "127.0.0.1");
    await once(cut.#server, "listening");
    cut.lead(page);
    return cut;
  }

  get page() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  /** Lets new connections through, to this server. */
  lead(page) {
    this.#target = new URL(page);
  }

  /** Ends all connections, and refuses new ones. */
  cut() {
    this.#target = undefined;
    for (const socket of this.#sockets) socket.destroy();
  }

  close() {
    this.cut();
    this.#server.close();
  }

  #join(client) {
    if (this.#target === undefined) return client.destroy();
    const server = connect(Number(this.#target.port), this.#target.hostname);
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ]) {
      this.#sockets.add(socket);
      socket.pipe(other);
      socket.on("error", () => {});
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
  }
}
