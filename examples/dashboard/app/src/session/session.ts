/** The token: from the address's fragment (which never leaves the browser), kept for the life of the tab. */
const KEY = "mev-token";

export function takeToken(): string {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const given = fragment.get("token");
  if (given !== null) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, "", location.pathname + location.search);
  }
  return sessionStorage.getItem(KEY) ?? "";
}

export function keepToken(token: string): void {
  sessionStorage.setItem(KEY, token.trim());
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
}

/** What a token says of its owner. Only for showing: the server decides. */
export interface Claims {
  readonly subject: string;
  readonly roles: readonly string[];
  /** ms since the epoch; undefined when it never expires, or is no token. */
  readonly expiresAt: number | undefined;
}

export function claimsOf(token: string): Claims {
  const claims = payload(token);
  const roles = claims["roles"];
  return {
    subject: typeof claims["sub"] === "string" ? claims["sub"] : "",
    roles: Array.isArray(roles) ? roles.filter((role): role is string => typeof role === "string") : [],
    expiresAt: typeof claims["exp"] === "number" ? claims["exp"] * 1_000 : undefined,
  };
}

function payload(token: string): Readonly<Record<string, unknown>> {
  try {
    const part = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** A person needs some minutes to get a new one. */
export const WARN_BEFORE_MS = 10 * 60_000;

export type TokenAge = "good" | "ending" | "expired";

export function ageOf(claims: Claims, now: number): TokenAge {
  if (claims.expiresAt === undefined || claims.expiresAt - now > WARN_BEFORE_MS) return "good";
  return claims.expiresAt > now ? "ending" : "expired";
}
