export type Theme = "auto" | "light" | "dark";

const KEY = "mev-theme";

export function theme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "auto";
}

export function setTheme(chosen: Theme): void {
  localStorage.setItem(KEY, chosen);
  applyTheme();
}

/** The styles follow the browser unless the document says otherwise. */
export function applyTheme(): void {
  document.documentElement.dataset["theme"] = theme();
}
