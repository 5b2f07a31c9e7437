import { useState } from "react";
import type { Transport } from "../../feed/messages";
import { ahead, utc } from "../../format";
import { useSession } from "../../session/context";
import { TokenForm } from "../../session/TokenForm";
import { setTheme, theme, type Theme } from "../../shell/theme";
import { Facts } from "../../ui/Facts";
import { useNow } from "../../ui/useNow";

const TRANSPORTS: readonly (readonly [Transport, string])[] = [
  ["proto", "Proto + Zstd: about a third of the bytes"],
  ["json", "JSON: one line an event, to read along in the browser's tools"],
];

const THEMES: readonly (readonly [Theme, string])[] = [
  ["auto", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export default function Settings() {
  const { transport, setTransport } = useSession();
  const [chosen, setChosen] = useState(theme);
  return (
    <>
      <Choices legend="Transport" options={TRANSPORTS} value={transport} onChoice={setTransport} />
      <Choices
        legend="Theme"
        options={THEMES}
        value={chosen}
        onChoice={(value) => {
          setTheme(value);
          setChosen(value);
        }}
      />
      <Token />
    </>
  );
}

interface ChoicesProps<T extends string> {
  readonly legend: string;
  readonly options: readonly (readonly [T, string])[];
  readonly value: T;
  readonly onChoice: (value: T) => void;
}

function Choices<T extends string>({ legend, options, value, onChoice }: ChoicesProps<T>) {
  return (
    <fieldset className="panel">
      <legend>{legend}</legend>
      {options.map(([option, label]) => (
        <label key={option} className="stacked">
          <span>
            <input type="radio" name={legend} checked={option === value} onChange={() => onChoice(option)} /> {label}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Token() {
  const { claims, setToken } = useSession();
  const now = useNow();
  const { subject, roles, expiresAt } = claims;
  return (
    <section className="panel" aria-label="Token">
      <h2>Token</h2>
      <Facts
        facts={[
          ["Who", subject || "not said"],
          ["Roles", roles.join(", ") || "none"],
          ["Expires (UTC)", expiresAt === undefined ? "never" : `${utc(expiresAt)}, ${ahead(expiresAt, now)}`],
        ]}
      />
      <p className="quiet">A new one reconnects the feed; it stays in this tab.</p>
      <TokenForm action="Use this token" onToken={setToken} />
    </section>
  );
}
