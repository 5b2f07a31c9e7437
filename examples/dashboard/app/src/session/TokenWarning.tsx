import { useEffect, useState } from "react";
import { Link } from "../shell/navigation";
import { pathTo } from "../shell/routes";
import { useSession } from "./context";
import { ageOf } from "./session";

const CHECK_EVERY_MS = 1_000;
const MINUTE_MS = 60_000;

/** Says in time that the token ends, and ends the session when it has. */
export function TokenWarning() {
  const { claims, signOut } = useSession();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const clock = setInterval(() => setNow(Date.now()), CHECK_EVERY_MS);
    return () => clearInterval(clock);
  }, []);
  const age = ageOf(claims, now);
  useEffect(() => {
    if (age === "expired") {
      signOut(`The token expired at ${new Date(claims.expiresAt ?? 0).toLocaleTimeString()}. Open the page with a new one.`);
    }
  }, [age, claims, signOut]);
  if (age !== "ending") return null;
  const minutes = Math.max(1, Math.ceil(((claims.expiresAt ?? 0) - now) / MINUTE_MS));
  return (
    <span className="badge waiting" role="status">
      token ends in {minutes} min · <Link href={pathTo("settings")}>renew</Link>
    </span>
  );
}
