import { Suspense, useEffect, useRef } from "react";
import { Link, usePath } from "./navigation";
import { PAGES, pathTo, placeOf } from "./routes";
import { StatusBar } from "./StatusBar";

/** Header, navigation, and the page that the address names. */
export function Shell() {
  const path = usePath();
  const { page, rest } = placeOf(path);
  const title = page?.title ?? "No such page";
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    document.title = `${title} · mev-sdk`;
    // Whoever uses the keyboard goes on reading where the new page begins; a first load leaves the focus alone.
    if (shown.current !== path) main.current?.focus();
    shown.current = path;
  }, [path, title]);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <StatusBar />
      <div className="frame">
        <nav aria-label="Pages">
          {PAGES.map(({ name, title: label }) => (
            <Link key={name} href={pathTo(name)} aria-current={page?.name === name ? "page" : undefined}>
              {label}
            </Link>
          ))}
          <a href="/docs">API docs</a>
        </nav>
        <main id="content" ref={main} tabIndex={-1} aria-label={title}>
          <h1>{title}</h1>
          <Suspense fallback={<p className="quiet">Loading …</p>}>
            {page === undefined ? <NoPage /> : <page.view rest={rest} />}
          </Suspense>
        </main>
      </div>
    </>
  );
}

function NoPage() {
  return (
    <p>
      Nothing has this address. <Link href="/">Go to the overview</Link>
    </p>
  );
}
