import { SalesService } from "@backroom/proto/sales/v1/sales_pb";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { useState } from "preact/hooks";
import { keepKey, signOutReason } from "../api/api-key.ts";
import { queryClient } from "../api/query-client.ts";
import { transport } from "../api/transport.ts";
import { Form } from "../ui/form.tsx";
import { TextField } from "../ui/text-field.tsx";
import { useAction } from "../ui/use-action.ts";

const client = createClient(SalesService, transport);

/** Asks for an API key and tries it. What the address names is shown once it is accepted. */
export function SignIn() {
  const [key, setKey] = useState("");
  const [onDevice, setOnDevice] = useState(false);
  const signIn = useAction(async () => {
    const text = key.trim();
    if (!text) throw new ConnectError("key: is needed", Code.InvalidArgument);
    try {
      await client.getStore({}, { headers: { "x-api-key": text } });
    } catch (error) {
      if (ConnectError.from(error).code !== Code.Unauthenticated) throw error;
      throw new ConnectError("key: is not one that the server accepts", Code.InvalidArgument);
    }
    queryClient.clear();
    keepKey(text, onDevice);
  });
  return (
    <main class="sign-in">
      <div class="panel">
        <img src="/dashboard/icon.svg" alt="" width="44" height="44" />
        <h1>Backroom</h1>
        <p role="status">{signOutReason.value ?? "Sign in with one of the shop's API keys."}</p>
        <Form action={signIn} fields={["key"]} submit="Sign in">
          <TextField
            label="API key"
            type="password"
            autocomplete="current-password"
            spellcheck={false}
            required
            autofocus
            value={key}
            error={signIn.error?.fields.key}
            onText={setKey}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={onDevice}
              onChange={({ currentTarget }) => setOnDevice(currentTarget.checked)}
            />
            Stay signed in on this device
          </label>
        </Form>
      </div>
    </main>
  );
}
