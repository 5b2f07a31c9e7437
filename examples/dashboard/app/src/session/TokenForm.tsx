import { useState } from "react";

interface Props {
  readonly action: string;
  readonly onToken: (token: string) => void;
}

export function TokenForm({ action, onToken }: Props) {
  const [token, setToken] = useState("");
  return (
    <form
      className="token-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (token.trim() === "") return;
        onToken(token.trim());
        setToken("");
      }}
    >
      <label htmlFor="token">Access token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        value={token}
        onChange={(event) => setToken(event.target.value)}
      />
      <button type="submit">{action}</button>
    </form>
  );
}
