import { once } from "node:events";
import { createYardstick } from "./yardstick.ts";

// The yardstick in a process of its own, as the gateway has one. Its stores are the argument; it
// prints its port, and ends when its standard input does.
const app = await createYardstick(JSON.parse(process.argv[2] ?? "{}"));
const address = await app.listen({ host: "127.0.0.1", port: 0 });
console.log(address);
process.stdin.resume();
await once(process.stdin, "end");
await app.close();
