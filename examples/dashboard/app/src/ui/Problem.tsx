/** What went wrong, in the server's words. */
export function Problem({ error }: { readonly error: Error | null }) {
  return error === null ? null : <p role="alert">{error.message}</p>;
}
