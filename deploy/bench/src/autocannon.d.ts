/** The part of autocannon that the bench uses; the package brings no types. */
declare module "autocannon" {
  interface Request {
    method: string;
    path: string;
    body?: string;
  }
  interface Client {
    setRequests(requests: readonly Request[]): void;
  }
  interface Options {
    url: string;
    connections: number;
    duration: number;
    headers: Record<string, string>;
    /** Called with each connection before it begins. */
    setupClient: (client: Client) => void;
  }
  interface Result {
    /** Seconds that the measurement took. */
    duration: number;
    requests: { total: number; average: number };
    /** Milliseconds. */
    latency: { p50: number; p99: number };
    errors: number;
    timeouts: number;
    non2xx: number;
  }
  export default function autocannon(options: Options): Promise<Result>;
}
