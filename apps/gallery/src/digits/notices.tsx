// What the page says in words: where the training stands, and what went wrong with the next step.
import type { ReactNode } from "react";
import type { SessionState } from "./session.ts";
import { formatShare } from "./predictions.tsx";

/** One sentence on where the training stands. */
export function Standing({ state }: { readonly state: SessionState }) {
  return (
    <p className="standing" role="status">
      {sentence(state)}
    </p>
  );
}

function sentence({ phase, device, heldOut, accuracy, result }: SessionState): ReactNode {
  if (result) {
    return (
      <>
        <b>{formatShare(result.accuracy)}</b> of {heldOut?.labels.length.toLocaleString("en")} held-out digits read
        correctly after {result.steps.toLocaleString("en")} steps in {result.seconds.toFixed(1)} s on {result.device}.
      </>
    );
  }
  if (accuracy !== undefined) {
    return (
      <>
        <b>{formatShare(accuracy)}</b> of {heldOut?.labels.length.toLocaleString("en")} held-out digits read correctly
        so far.
      </>
    );
  }
  if (phase === "opening") return "Loading the digits and opening the device …";
  if (phase === "ready" && device) {
    return (
      <>
        Ready on <b>{device.name}</b> ({device.description}): {device.reason}.
      </>
    );
  }
  if (phase === "running")
    return "Training. The share of held-out digits read correctly is measured after every epoch.";
  return phase === "paused" ? "Paused. What was learnt so far is kept." : "";
}

/** What went wrong, with the next step; nothing if nothing did. */
export function Failed({
  state,
  complaints,
}: {
  readonly state: SessionState;
  readonly complaints: readonly string[];
}) {
  const { failure } = state;
  return (
    <>
      {complaints.map((complaint) => (
        <p key={complaint} className="notice" role="alert">
          The address of this page: {complaint}
        </p>
      ))}
      {state.phase === "failed" && failure && (
        <div className="notice" role="alert">
          <h2>{failure.what}</h2>
          <pre>{failure.message}</pre>
          <p>{failure.nextStep}</p>
        </div>
      )}
    </>
  );
}
