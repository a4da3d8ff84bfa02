import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { notFound, unavailable } from "@backroom/kit";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

const prefix = "/dashboard/";
const page = "index.html";

/** What the dashboard may load: its own files and this server's answers, and nothing inline. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What browsers are told about the page and its files. */
const pageHeaders = {
  "cache-control": "no-cache",
  "content-security-policy": policy,
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
};

/** A file whose name changes with what it holds is kept for a year. */
const assetCacheControl = "public, max-age=31536000, immutable";

/**
 * Registers the dashboard below `/dashboard/`, open to everybody: it holds no data, and asks for a
 * key itself. `/` leads to it. Addresses that are no file are pages of it.
 */
export async function registerDashboard(app: FastifyInstance, folder: string): Promise<void> {
  app.get("/", async (_request, reply) => reply.redirect(prefix, 302));
  const files = listFiles(folder);
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
  });
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const { "*": name = "" } = request.params as { "*"?: string };
    if (!files.has(page))
      throw unavailable("the dashboard is not built: npm run generate builds it");
    const isAsset = name.startsWith("assets/");
    if (isAsset && !files.has(name)) throw notFound("path", "there is no such file");
    reply.headers(pageHeaders);
    if (isAsset) reply.header("cache-control", assetCacheControl);
    return reply.sendFile(files.has(name) ? name : page);
  };
  app.get(prefix, answer);
  app.get(`${prefix}*`, answer);
}

/** Lists the files of the build, without those that are another one compressed. */
function listFiles(folder: string): ReadonlySet<string> {
  if (!existsSync(folder)) return new Set();
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(?:br|gz)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return new Set(names);
}
