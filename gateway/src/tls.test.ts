import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CatalogService } from "@backroom/proto/catalog/v1/catalog_pb";
import { Code, createClient, type Transport } from "@connectrpc/connect";
import { createConnectTransport, createGrpcTransport } from "@connectrpc/connect-node";
import { expect, test } from "vitest";
import { createTestGateway, testKey } from "./testing/create-test-gateway.ts";

/** Makes a certificate for localhost; undefined on a machine without openssl. */
function makeCertificate(): { cert: Buffer; key: Buffer } | undefined {
  const folder = mkdtempSync(join(tmpdir(), "backroom-tls-"));
  const [certFile, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const key = [
    "-newkey",
    "ec",
    "-pkeyopt",
    "ec_paramgen_curve:prime256v1",
    "-nodes",
    "-keyout",
    keyFile,
  ];
  try {
    execFileSync("openssl", ["req", "-x509", ...key, "-out", certFile, "-days", "2", ...subject], {
      stdio: "ignore",
    });
    return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const tls = makeCertificate();

test.skipIf(!tls)("speaks HTTP/1.1, HTTP/2, and gRPC over TLS", async () => {
  const { app } = await createTestGateway(
    {
      catalog: {
        async getProduct({ productId }) {
          return { product: { id: productId } };
        },
      },
    },
    { tls },
  );
  const { port } = new URL(await app.listen({ host: "localhost", port: 0 }));
  const baseUrl = `https://localhost:${port}`;
  const nodeOptions = { ca: tls?.cert };
  const transports: readonly Transport[] = [
    createConnectTransport({ baseUrl, httpVersion: "1.1", nodeOptions }),
    createConnectTransport({ baseUrl, httpVersion: "2", nodeOptions }),
    createGrpcTransport({ baseUrl, nodeOptions }),
  ];
  for (const transport of transports) {
    const client = createClient(CatalogService, transport);
    const headers = { "x-api-key": testKey.key };
    const { product } = await client.getProduct({ productId: 7n }, { headers });
    expect(product?.id).toBe(7n);
    await expect(client.getProduct({ productId: 7n })).rejects.toMatchObject({
      code: Code.Unauthenticated,
    });
  }
  const status = await new Promise((resolve, reject) => {
    const options = { ca: tls?.cert, headers: { "x-api-key": testKey.key }, agent: false } as const;
    get(`${baseUrl}/products/7`, options, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on("error", reject);
  });
  expect(status).toBe(200);
  await app.close();
});
