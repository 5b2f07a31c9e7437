import { describe, expect, it } from "vitest";
import { pathTo, placeOf } from "./routes";

describe("addresses", () => {
  it("lead to their page and what follows its name", () => {
    expect(placeOf("/").page?.title).toBe("Overview");
    expect(placeOf("/training/mev/v1").page?.title).toBe("Training");
    expect(placeOf("/training/mev/v1").rest).toEqual(["mev", "v1"]);
    expect(placeOf("/nowhere").page).toBeUndefined();
  });

  it("keep names with slashes and bad escapes in one part", () => {
    expect(placeOf(pathTo("jobs", "a/b c")).rest).toEqual(["a/b c"]);
    expect(placeOf("/jobs/%zz").rest).toEqual(["%zz"]);
  });
});
