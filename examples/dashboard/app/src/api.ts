/** An RFC 9457 answer: the server says what is wrong and what to do. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

export interface Job {
  readonly job_id: string;
  readonly state: "queued" | "running" | "done" | "error";
  readonly progress: number;
  readonly message: string;
  readonly reason?: string;
  readonly attempt?: number;
  readonly created?: number;
}

export interface Part {
  readonly up: boolean;
  readonly detail: string;
}

export class Api {
  constructor(private readonly token: string) {}

  jobs(): Promise<{ readonly jobs: readonly Job[] }> {
    return this.call("GET", "/api/jobs?limit=20");
  }

  startScrape(body: object): Promise<{ readonly job_id: string }> {
    return this.call("POST", "/api/datasets/scrape", body);
  }

  startTraining(body: object): Promise<{ readonly job_id: string }> {
    return this.call("POST", "/api/training/start", body);
  }

  cancel(jobId: string): Promise<unknown> {
    return this.call("POST", `/api/jobs/${encodeURIComponent(jobId)}:cancel`);
  }

  /** Needs no token, and answers 503 with the same body while a part is away. */
  async readiness(): Promise<Readonly<Record<string, Part>>> {
    const answer = await fetch("/readyz");
    return ((await answer.json()) as { parts: Record<string, Part> }).parts;
  }

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const headers: Record<string, string> = { authorization: `Bearer ${this.token}` };
    if (body !== undefined) headers["content-type"] = "application/json";
    const init: RequestInit = { method, headers };
    if (body !== undefined) init.body = JSON.stringify(body);
    const answer = await fetch(path, init);
    if (!answer.ok) {
      throw new ProblemError(answer.status, await problemOf(answer));
    }
    return (await answer.json()) as T;
  }
}

async function problemOf(answer: Response): Promise<string> {
  try {
    const problem = (await answer.json()) as { detail?: string; title?: string };
    return problem.detail ?? problem.title ?? `HTTP ${answer.status}`;
  } catch {
    return `HTTP ${answer.status}`;
  }
}
