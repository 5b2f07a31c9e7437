import { createContext, useContext, useSyncExternalStore } from "react";
import type { Feed, FeedView } from "./feed";

export const FeedContext = createContext<Feed | undefined>(undefined);

export function useFeed(): Feed {
  const feed = useContext(FeedContext);
  if (feed === undefined) throw new Error("there is no feed around this component");
  return feed;
}

export function useFeedView(): FeedView {
  const feed = useFeed();
  return useSyncExternalStore(feed.subscribe, feed.snapshot);
}
