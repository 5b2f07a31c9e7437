import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { FeedContext } from "../feed/context";
import { Feed } from "../feed/feed";
import type { Transport } from "../feed/messages";
import { Api } from "../rest/api";
import { SessionContext, type Session } from "./context";
import { claimsOf } from "./session";

interface Props {
  readonly token: string;
  readonly setToken: (token: string) => void;
  readonly signOut: (why?: string) => void;
  readonly children: ReactNode;
}

const TRANSPORT_KEY = "mev-transport";
const REFUSED = "The server refuses the token: it has expired, or was issued elsewhere. Open the page with a new one.";

/** Holds the connection of one token; ends the session when the server no longer takes it. */
export function SessionFrame({ token, setToken, signOut, children }: Props) {
  const [transport, setTransport] = useState<Transport>(keptTransport);
  const api = useMemo(() => new Api(token, () => signOut(REFUSED)), [token, signOut]);
  const feed = useConnection(token, transport, signOut);
  const session = useMemo<Session>(() => {
    const claims = claimsOf(token);
    return {
      api,
      claims,
      isAdmin: claims.roles.includes("admin"),
      transport,
      setTransport: (chosen) => {
        sessionStorage.setItem(TRANSPORT_KEY, chosen);
        setTransport(chosen);
      },
      setToken,
      signOut,
    };
  }, [api, token, transport, setToken, signOut]);
  if (feed === undefined) return null;
  return (
    <SessionContext value={session}>
      <FeedContext value={feed}>{children}</FeedContext>
    </SessionContext>
  );
}

function useConnection(token: string, transport: Transport, signOut: (why?: string) => void): Feed | undefined {
  const [feed, setFeed] = useState<Feed>();
  const queries = useQueryClient();
  useEffect(() => {
    const opened = new Feed(token, transport);
    let wasLost = false;
    const unsubscribe = opened.subscribe(() => {
      const { state } = opened.snapshot();
      if (state === "unauthorized") signOut(REFUSED);
      // What was asked meanwhile has failed, and would say so until its next turn.
      if (state === "open" && wasLost) void queries.invalidateQueries();
      wasLost = state === "waiting" || (wasLost && state !== "open");
    });
    const close = opened.connect();
    setFeed(opened);
    return () => {
      unsubscribe();
      close();
    };
  }, [token, transport, signOut, queries]);
  return feed;
}

function keptTransport(): Transport {
  return sessionStorage.getItem(TRANSPORT_KEY) === "json" ? "json" : "proto";
}
