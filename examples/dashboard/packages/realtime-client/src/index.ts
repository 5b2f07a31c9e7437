export type { FeedEvent, FeedNotice, EventType, Delivery } from "./events.js";
export { decodeFrame } from "./frame.js";
export { decodeLines } from "./lines.js";
export { RealtimeClient } from "./client.js";
export type { RealtimeOptions, ConnectionState } from "./client.js";
