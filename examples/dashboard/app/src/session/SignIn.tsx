import { TokenForm } from "./TokenForm";

interface Props {
  /** Why the last session ended, if there was one. */
  readonly reason: string;
  readonly onToken: (token: string) => void;
}

export function SignIn({ reason, onToken }: Props) {
  return (
    <main className="sign-in">
      <h1>mev-sdk control plane</h1>
      {reason !== "" && <p role="alert">{reason}</p>}
      <TokenForm action="Open" onToken={onToken} />
      <p className="quiet">
        A development server prints one when it starts; in production your identity provider issues it. It stays in this
        tab.
      </p>
    </main>
  );
}
