import { useCallback, useState } from "react";
import { SessionFrame } from "./session/SessionFrame";
import { SignIn } from "./session/SignIn";
import { forgetToken, keepToken, takeToken } from "./session/session";
import { Shell } from "./shell/Shell";

export function App() {
  const [token, setToken] = useState(takeToken);
  const [reason, setReason] = useState("");
  const open = useCallback((given: string) => {
    keepToken(given);
    setReason("");
    setToken(given);
  }, []);
  const signOut = useCallback((why = "") => {
    forgetToken();
    setReason(why);
    setToken("");
  }, []);
  if (token === "") return <SignIn reason={reason} onToken={open} />;
  return (
    <SessionFrame token={token} setToken={open} signOut={signOut}>
      <Shell />
    </SessionFrame>
  );
}
