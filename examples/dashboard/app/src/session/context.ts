import { createContext, useContext } from "react";
import type { Transport } from "../feed/messages";
import type { Api } from "../rest/api";
import type { Claims } from "./session";

/** Who uses the page, and how it talks to the server. */
export interface Session {
  readonly api: Api;
  readonly claims: Claims;
  readonly isAdmin: boolean;
  readonly transport: Transport;
  readonly setTransport: (transport: Transport) => void;
  readonly setToken: (token: string) => void;
  readonly signOut: (why?: string) => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("there is no session around this component");
  return session;
}
