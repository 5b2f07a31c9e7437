import { describe, expect, it } from "vitest";
import { ageOf, claimsOf, WARN_BEFORE_MS } from "./session";

const token = (claims: object): string => `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;

describe("a token", () => {
  it("says who, with which roles, until when", () => {
    expect(claimsOf(token({ sub: "zoë", roles: ["viewer", 7, "admin"], exp: 100 }))).toEqual({
      subject: "zoë",
      roles: ["viewer", "admin"],
      expiresAt: 100_000,
    });
  });

  it("that is none says nothing", () => {
    for (const text of ["nonsense", "", "a.b.c", "x.bnVsbA.y"]) {
      expect(claimsOf(text)).toEqual({ subject: "", roles: [], expiresAt: undefined });
    }
  });

  it("is warned of before it expires", () => {
    const claims = claimsOf(token({ exp: 10_000 }));
    const end = 10_000_000;
    expect(ageOf(claims, end - WARN_BEFORE_MS - 1)).toBe("good");
    expect(ageOf(claims, end - 1)).toBe("ending");
    expect(ageOf(claims, end)).toBe("expired");
    expect(ageOf(claimsOf(token({})), end)).toBe("good");
  });
});
