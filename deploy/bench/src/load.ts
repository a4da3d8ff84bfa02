import { text } from "node:stream/consumers";
import autocannon from "autocannon";

// A process of its own, so that making requests does not take time from answering them in the
// same process: reads what to do from standard input, writes the result to standard output.
const options = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(await autocannon(options)));
