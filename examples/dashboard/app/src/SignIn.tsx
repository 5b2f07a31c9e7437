import { useState } from "react";

export function SignIn({ onToken }: { readonly onToken: (token: string) => void }) {
  const [token, setToken] = useState("");
  return (
    <main className="sign-in">
      <h1>mev-sdk control plane</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (token.trim() !== "") onToken(token.trim());
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
        <button type="submit">Open</button>
      </form>
      <p className="quiet">
        A development server prints one when it starts; in production your identity provider issues it. It stays in this
        tab.
      </p>
    </main>
  );
}
