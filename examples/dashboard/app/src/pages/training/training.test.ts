import { describe, expect, it } from "vitest";
import type { Models } from "../../rest/types";
import { lossesIn } from "./lossLog";
import { versionBefore } from "./rollback";

describe("the loss curve", () => {
  it("is read from the log, whatever else is in it", () => {
    const lines = [
      "gpu asked for, but this machine has none",
      "round=2 train=0.50000 validation=0.60000",
      "round=1 train=0.6 validation=0.7",
      "round=2 train=0.51 validation=0.61",
      "round=3 train=NaN validation=0.6",
      "best round 2 of 2",
    ];
    expect(lossesIn(lines)).toEqual([
      { round: 1, train: 0.6, validation: 0.7 },
      { round: 2, train: 0.51, validation: 0.61 },
    ]);
  });
});

describe("a rollback", () => {
  const models = (active: string | null, ...activated: (string | null)[]): Models => ({
    module: "mev",
    active,
    generation: activated.length,
    versions: [],
    history: activated.map((version, i) => ({ generation: i + 1, version, act: "activate", issuer: "", at: "" })),
  });

  it("goes to the version that was active before", () => {
    expect(versionBefore(models("v3", "v1", "v2", "v3"))).toBe("v2");
    expect(versionBefore(models("v3", "v2", "v3", "v3"))).toBe("v2");
  });

  it("goes one version further back when it is done again", () => {
    expect(versionBefore(models("v2", "v1", "v2", "v3", "v2"))).toBe("v1");
    expect(versionBefore(models("v1", "v1", "v2", "v3", "v2", "v1"))).toBeUndefined();
    expect(versionBefore(models("v3", "v1", "v2", "v1", "v3"))).toBe("v1");
  });

  it("is not offered when there was none", () => {
    expect(versionBefore(models("v1", "v1"))).toBeUndefined();
    expect(versionBefore(models(null))).toBeUndefined();
  });
});
