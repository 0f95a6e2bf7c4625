// How views read a session.
import { useSyncExternalStore } from "react";
import type { Session, SessionState } from "./session.ts";

/** Returns the session's state, and draws again when it changes. */
export function useSessionState(session: Session): SessionState {
  return useSyncExternalStore(session.subscribe, session.state);
}
