// How a view reaches the session of the board around it, and when it draws again.
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { Session } from "../app-state/session.ts";
import type { ViewState } from "../app-state/view-state.ts";

/** The theme in force at a board. */
export type Theme = "light" | "dark";

/** What a board gives to the views inside it. */
export interface BoardContext {
  readonly session: Session;
  readonly theme: Theme;
}

export const boardContext = createContext<BoardContext | null>(null);

/** Returns the board around this view. Throws outside of one. */
export function useBoard(): BoardContext {
  const board = useContext(boardContext);
  if (!board)
    throw new Error("board: a view needs a board around it: give the panel a `source`, or put it inside <Board>.");
  return board;
}

/** Returns one atom of the view and draws again when it changes. */
export function useView<T>(select: (state: ViewState) => T): T {
  return useStore(useBoard().session.view, select);
}

/** Returns the run, and draws again when its data changed. */
export function useRun(): Session["run"] {
  useView((state) => state.version);
  return useBoard().session.run;
}
