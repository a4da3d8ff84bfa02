import { startStores } from "../stores/index.ts";

// Starts both stores in the folder it is given, prints their URLs, and is killed by the test.
const stores = await startStores({ dir: process.argv[2] ?? "", durable: false });
console.log(JSON.stringify(stores));
setInterval(() => {}, 60_000);
