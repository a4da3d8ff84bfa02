import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-web";
import { apiKey, forgetKey } from "./api-key.ts";
import { noteFailed, noteReached } from "./connection.ts";

/** Sends the key with every call, unless the call brings its own. */
const sendKey: Interceptor = (next) => (request) => {
  const key = apiKey.peek();
  if (key && !request.header.has("x-api-key")) request.header.set("x-api-key", key);
  return next(request);
};

/** Signs out when the server does not accept the key that is kept. */
const signOut: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    const used = request.header.get("x-api-key");
    if (ConnectError.from(error).code === Code.Unauthenticated && used === apiKey.peek()) {
      forgetKey("The server no longer accepts this key.");
    }
    throw error;
  }
};

/** Calls of the page's own origin. */
export const transport = createConnectTransport({
  baseUrl: window.location.origin,
  useBinaryFormat: true, // A third of the bytes of JSON.
  interceptors: [signOut, sendKey],
  fetch: reach,
});

/** Fetches, and notes whether there was a server. */
async function reach(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  try {
    const response = await fetch(input, init);
    noteReached();
    return response;
  } catch (error) {
    if (!init?.signal?.aborted) noteFailed();
    throw error;
  }
}
