import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A TCP way to a server that a test can make stand still: it then accepts, and says nothing. */
export interface Way {
  /** The port on 127.0.0.1 to go by. */
  readonly port: number;
  /** How many connections there have been. */
  readonly count: number;
  /** Makes all that is under way stop, or go on. */
  stand(isStill: boolean): void;
  /** Leaves all that is under way standing for ever, and lets what is new go on. */
  forget(): void;
  /** Cuts all connections, and takes no more. */
  close(): Promise<void>;
}

/** Opens a way to a server. */
export async function openWay(port: number, host = "127.0.0.1"): Promise<Way> {
  const sockets: Socket[] = [];
  const forgotten: Socket[] = [];
  let isStill = false;
  let count = 0;
  const server = createServer((incoming) => {
    count++;
    const outgoing = connect(port, host);
    incoming.pipe(outgoing).pipe(incoming);
    for (const socket of [incoming, outgoing]) {
      sockets.push(socket);
      socket.on("error", () => {});
      if (isStill) socket.pause();
    }
    incoming.on("close", () => outgoing.destroy());
    outgoing.on("close", () => incoming.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  return {
    port: address && typeof address === "object" ? address.port : 0,
    get count() {
      return count;
    },
    stand(still) {
      isStill = still;
      for (const socket of sockets) {
        if (still) socket.pause();
        else socket.resume();
      }
    },
    forget() {
      isStill = false;
      forgotten.push(...sockets.splice(0));
    },
    async close() {
      for (const socket of [...sockets, ...forgotten]) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
