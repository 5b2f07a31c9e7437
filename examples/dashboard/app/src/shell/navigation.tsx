import { useSyncExternalStore, type ComponentProps } from "react";

/** Tells of moves that this page makes itself; the browser tells of the others. */
const MOVED = "mev-moved";

function subscribe(listener: () => void): () => void {
  window.addEventListener("popstate", listener);
  window.addEventListener(MOVED, listener);
  return () => {
    window.removeEventListener("popstate", listener);
    window.removeEventListener(MOVED, listener);
  };
}

export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

export function go(path: string): void {
  history.pushState(null, "", path);
  window.dispatchEvent(new Event(MOVED));
}

/** An address within the page; the browser's own ways of opening one elsewhere stay. */
export function Link({ href, ...rest }: ComponentProps<"a"> & { readonly href: string }) {
  return (
    <a
      {...rest}
      href={href}
      onClick={(event) => {
        if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        go(href);
      }}
    />
  );
}
