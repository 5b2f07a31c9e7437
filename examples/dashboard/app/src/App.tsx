import { useState } from "react";
import { Overview } from "./Overview";
import { SignIn } from "./SignIn";
import { forgetToken, keepToken, takeToken } from "./session";

export function App() {
  const [token, setToken] = useState(takeToken);
  if (token === "") {
    return (
      <SignIn
        onToken={(given) => {
          keepToken(given);
          setToken(given);
        }}
      />
    );
  }
  return (
    <Overview
      key={token}
      token={token}
      onSignOut={() => {
        forgetToken();
        setToken("");
      }}
    />
  );
}
