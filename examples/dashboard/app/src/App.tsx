import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { SessionFrame } from "./session/SessionFrame";
import { SignIn } from "./session/SignIn";
import { forgetToken, keepToken, takeToken } from "./session/session";
import { Shell } from "./shell/Shell";

export function App() {
  const [token, setToken] = useState(takeToken);
  const [reason, setReason] = useState("");
  const queries = useQueryClient();
  const open = useCallback((given: string) => {
    keepToken(given);
    setReason("");
    setToken(given);
  }, []);
  const signOut = useCallback(
    (why = "") => {
      forgetToken();
      queries.clear();
      setReason(why);
      setToken("");
    },
    [queries],
  );
  useEffect(() => {
    const moved = (): void => {
      if (new URLSearchParams(location.hash.slice(1)).has("token")) open(takeToken());
    };
    window.addEventListener("hashchange", moved);
    return () => window.removeEventListener("hashchange", moved);
  }, [open]);
  if (token === "") return <SignIn reason={reason} onToken={open} />;
  return (
    <SessionFrame token={token} setToken={open} signOut={signOut}>
      <Shell />
    </SessionFrame>
  );
}
