import type { FeedEvent } from "@mev-sdk/realtime-client";
import { label, slotOf, summary } from "./describe";

export function EventList({ events }: { readonly events: readonly FeedEvent[] }) {
  return (
    <section aria-label="Events" className="panel">
      <h2>Events</h2>
      {events.length === 0 ? (
        <p className="quiet">No events yet. They appear here as agents publish decisions and bundles get results.</p>
      ) : (
        <div className="scroll" tabIndex={0} role="region" aria-label="Newest events">
          <table>
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">Kind</th>
                <th scope="col">Agent</th>
                <th scope="col">Slot</th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={event.seq}>
                  <td className="number">{event.seq}</td>
                  <td>
                    <span className={`kind ${event.type}`}>{label(event)}</span>
                  </td>
                  <td>{event.agentId}</td>
                  <td className="number">{slotOf(event)}</td>
                  <td>{summary(event)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
