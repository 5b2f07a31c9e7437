import type {
  CommandAnswer,
  CommandBody,
  Dataset,
  Job,
  Models,
  ModuleView,
  Part,
  Query,
  QueryResult,
  Report,
  ScrapeBody,
  TrainingBody,
} from "./types";

/** An RFC 9457 answer: the server says what is wrong and what to do. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

const LOG_LINES = 1_000;

/** The server's REST, with the token of the session. Fails with a {@link ProblemError}, or because nobody answers. */
export class Api {
  constructor(
    private readonly token: string,
    private readonly onUnauthorized: () => void,
  ) {}

  module(name: string): Promise<ModuleView> {
    return this.get(`/api/control/module/${name}`);
  }

  /** @param target a module, or `all` */
  command(target: string, action: string, body: CommandBody, key: string): Promise<CommandAnswer> {
    const path = target === "all" ? `/api/control/all:${action}` : `/api/control/module/${target}:${action}`;
    return this.post(path, body, { "idempotency-key": key });
  }

  jobs(queue: string, state: string): Promise<{ readonly jobs: readonly Job[] }> {
    const query = new URLSearchParams({ limit: "100" });
    if (queue !== "") query.set("queue", queue);
    if (state !== "") query.set("state", state);
    return this.get(`/api/jobs?${query.toString()}`);
  }

  job(id: string): Promise<Job> {
    return this.get(`/api/jobs/${encodeURIComponent(id)}`);
  }

  logs(id: string): Promise<{ readonly lines: readonly string[] }> {
    return this.get(`/api/jobs/${encodeURIComponent(id)}/logs?limit=${LOG_LINES}`);
  }

  cancel(id: string): Promise<unknown> {
    return this.post(`/api/jobs/${encodeURIComponent(id)}:cancel`);
  }

  retry(id: string): Promise<unknown> {
    return this.post(`/api/jobs/${encodeURIComponent(id)}:retry`);
  }

  startScrape(body: ScrapeBody): Promise<{ readonly job_id: string }> {
    return this.post("/api/datasets/scrape", body);
  }

  datasets(): Promise<{ readonly datasets: readonly Dataset[] }> {
    return this.get("/api/datasets");
  }

  startTraining(body: TrainingBody): Promise<{ readonly job_id: string }> {
    return this.post("/api/training/start", body);
  }

  models(module: string): Promise<Models> {
    return this.get(`/api/models/${module}`);
  }

  report(module: string, version: string): Promise<Report> {
    return this.get(`${modelPath(module, version)}/files/report.json`);
  }

  activate(module: string, version: string, generation: number): Promise<unknown> {
    return this.post(`${modelPath(module, version)}:activate?expected_generation=${generation}`);
  }

  queries(): Promise<{ readonly queries: readonly Query[] }> {
    return this.get("/api/clickhouse/queries");
  }

  query(name: string, params: Readonly<Record<string, unknown>>, limit: number): Promise<QueryResult> {
    return this.post("/api/clickhouse/query", { name, params, limit });
  }

  /** With the token, which is told the reasons too. A 503 has the same body, while a part is away. */
  async readiness(): Promise<Readonly<Record<string, Part>>> {
    const answer = await fetch("/readyz", { headers: { authorization: `Bearer ${this.token}` } });
    if (answer.status === 401) this.onUnauthorized();
    if (!answer.ok && answer.status !== 503) throw new ProblemError(answer.status, await problemOf(answer));
    return ((await answer.json()) as { readonly parts?: Record<string, Part> }).parts ?? {};
  }

  /** The answer as it comes, for what is too large or not JSON. */
  async open(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string> | undefined), authorization: `Bearer ${this.token}` };
    const answer = await fetch(path, { ...init, headers }).catch((error: unknown) => {
      throw new Error("the server does not answer", { cause: error });
    });
    if (answer.ok) return answer;
    if (answer.status === 401) this.onUnauthorized();
    throw new ProblemError(answer.status, await problemOf(answer));
  }

  private async get<T>(path: string): Promise<T> {
    return (await (await this.open(path)).json()) as T;
  }

  private async post<T>(path: string, body?: object, headers: Readonly<Record<string, string>> = {}): Promise<T> {
    const init: RequestInit =
      body === undefined
        ? { method: "POST", headers }
        : { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: JSON.stringify(body) };
    return (await (await this.open(path, init)).json()) as T;
  }
}

export function modelPath(module: string, version: string): string {
  return `/api/models/${module}/${encodeURIComponent(version)}`;
}

/** Names one act of a person, so that a repeated request does it once. Works on plain HTTP too, unlike randomUUID. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function problemOf(answer: Response): Promise<string> {
  try {
    const problem = (await answer.json()) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? `HTTP ${answer.status}`;
  } catch {
    return `HTTP ${answer.status}`;
  }
}
