import { TransportProvider } from "@connectrpc/connect-query";
import { QueryClientProvider } from "@tanstack/react-query";
import { Router } from "wouter";
import { apiKey } from "./api/api-key.ts";
import { queryClient } from "./api/query-client.ts";
import { transport } from "./api/transport.ts";
import { Shell } from "./shell/shell.tsx";
import { SignIn } from "./sign-in/sign-in.tsx";

/** The dashboard: the pages for who is signed in, else the way in. */
export function App() {
  if (!apiKey.value) return <SignIn />;
  return (
    <TransportProvider transport={transport}>
      <QueryClientProvider client={queryClient}>
        <Router base="/dashboard">
          <Shell />
        </Router>
      </QueryClientProvider>
    </TransportProvider>
  );
}
