// The Digits demo: a convolutional network learns to read handwriting while one watches, and reads what one draws.
import { GradientsPanel, GraphPanel, ScalarsPanel, StatusPanel } from "@weir/board";
import { useCallback, useMemo, useState } from "react";
import { Controls } from "./controls.tsx";
import { DrawPad } from "./draw-pad.tsx";
import { EMPTY, exampleOf, isEmpty, pixelsOf, type Drawing } from "./drawing.ts";
import { HeldOutStrip } from "./held-out-strip.tsx";
import type { HeldOut } from "./messages.ts";
import { Failed, Standing } from "./notices.tsx";
import { Predictions } from "./predictions.tsx";
import type { Session, SessionState } from "./session.ts";
import { usePredictions } from "./use-predictions.ts";
import { useSessionState } from "./use-session.ts";

interface DigitsPageProps {
  readonly session: Session;
  /** What was wrong with the page's address. */
  readonly complaints: readonly string[];
}

/** The page below the header. Wants a board of the session's bus around it. */
export function DigitsPage({ session, complaints }: DigitsPageProps) {
  const state = useSessionState(session);
  const { heldOut, generation } = state;
  const [drawing, setDrawing] = useDrawing(heldOut);
  const choose = useCallback(
    (pixels: Float32Array, label: number) => setDrawing(() => ({ kind: "example", pixels, label })),
    [setDrawing],
  );
  return (
    <main className="digits">
      <div className="digits-top">
        <div className="digits-title">
          <h1>Digits</h1>
          <p className="weir-quiet">
            A convolutional network learns to read handwriting, in this tab. Draw a digit and see what it makes of it.
          </p>
        </div>
        <Controls session={session} state={state} />
        <Standing state={state} />
        <Failed state={state} complaints={complaints} />
      </div>
      {state.phase !== "opening" && state.phase !== "ready" && (
        <div className="digits-status">
          <StatusPanel />
        </div>
      )}
      <section className="digits-pad weir-panel" aria-label="Draw a digit">
        <PadAndReading session={session} state={state} drawing={drawing} onChange={setDrawing} />
      </section>
      <div className="digits-scalars">
        <ScalarsPanel />
      </div>
      <div className="digits-gradients">
        <GradientsPanel />
      </div>
      <section className="digits-strip weir-panel" aria-labelledby="strip-title">
        <div className="weir-panel-head">
          <h2 id="strip-title">Held-out digits</h2>
        </div>
        {heldOut && <HeldOutStrip session={session} heldOut={heldOut} generation={generation} onChoose={choose} />}
      </section>
      <div className="digits-graph">
        <GraphPanel />
      </div>
    </main>
  );
}

/** The pad's contents: a held-out digit to begin with, so that there is something to read from the first step on. */
function useDrawing(heldOut: HeldOut | undefined) {
  const [drawing, setDrawing] = useState<Drawing>();
  const first = useMemo(() => heldOut && exampleOf(heldOut, undefined, () => 0), [heldOut]);
  const draw = useCallback(
    (change: (drawing: Drawing) => Drawing) => setDrawing((now) => change(now ?? first ?? EMPTY)),
    [first],
  );
  return [drawing ?? first ?? EMPTY, draw] as const;
}

interface PadProps {
  readonly session: Session;
  readonly state: SessionState;
  readonly drawing: Drawing;
  readonly onChange: (change: (drawing: Drawing) => Drawing) => void;
}

function PadAndReading({ session, state, drawing, onChange }: PadProps) {
  const pixels = useMemo(() => pixelsOf(drawing), [drawing]);
  const probabilities = usePredictions(session, pixels, state.generation);
  const hasDigit = !isEmpty(drawing);
  return (
    <>
      <div className="weir-panel-head">
        <h2>Draw a digit</h2>
      </div>
      <DrawPad drawing={drawing} onChange={onChange} heldOut={state.heldOut} />
      <Predictions
        probabilities={hasDigit ? probabilities : undefined}
        seen={hasDigit ? pixels : undefined}
        truth={drawing.kind === "example" ? drawing.label : undefined}
      />
    </>
  );
}
