import { lazy, type ComponentType, type LazyExoticComponent } from "react";

export interface PageProps {
  /** What follows the page's own name in the address, decoded. */
  readonly rest: readonly string[];
}

export interface Page {
  /** First part of the address; empty for the front page. The server knows these names too (PageRoutes). */
  readonly name: string;
  readonly title: string;
  readonly view: LazyExoticComponent<ComponentType<PageProps>>;
}

export const PAGES: readonly Page[] = [
  { name: "", title: "Overview", view: lazy(() => import("../pages/overview/Overview")) },
  { name: "opportunities", title: "Opportunities", view: lazy(() => import("../pages/opportunities/Opportunities")) },
  { name: "bundles", title: "Bundles", view: lazy(() => import("../pages/opportunities/BundlesPage")) },
  { name: "control", title: "Control", view: lazy(() => import("../pages/control/Control")) },
  { name: "datasets", title: "Datasets", view: lazy(() => import("../pages/datasets/Datasets")) },
  { name: "training", title: "Training", view: lazy(() => import("../pages/training/Training")) },
  { name: "jobs", title: "Jobs", view: lazy(() => import("../pages/jobs/Jobs")) },
  { name: "settings", title: "Settings", view: lazy(() => import("../pages/settings/Settings")) },
];

export interface Place {
  readonly page: Page | undefined;
  readonly rest: readonly string[];
}

/** Which page an address means; none for an address that is no page's. */
export function placeOf(path: string): Place {
  const [name = "", ...rest] = path.split("/").slice(1);
  return { page: PAGES.find((page) => page.name === name), rest: rest.filter((part) => part !== "").map(decoded) };
}

/** The address of a page and what follows it. */
export function pathTo(name: string, ...rest: readonly string[]): string {
  return `/${[name, ...rest.map(encodeURIComponent)].join("/")}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
