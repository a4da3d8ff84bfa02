import { text } from "node:stream/consumers";
import autocannon, { type Client } from "autocannon";

// A process of its own, so that making requests does not take time from answering them in the
// same process: reads what to do from standard input, writes the result to standard output.
const { requests, ...options } = JSON.parse(await text(process.stdin));
const shareLength = Math.max(1, Math.floor(requests.length / options.connections));
let begun = 0;

/** Gives a connection its share of the requests, so that no two send the same at the same time. */
function setupClient(client: Client): void {
  const from = (begun * shareLength) % requests.length;
  begun += 1;
  client.setRequests(requests.slice(from, from + shareLength));
}

process.stdout.write(JSON.stringify(await autocannon({ ...options, setupClient })));
