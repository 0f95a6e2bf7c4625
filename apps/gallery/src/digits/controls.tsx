// Start, pause, resume, reset, learning rate and device.
import { DEVICES, RATES } from "./options.ts";
import type { Session, SessionState } from "./session.ts";

interface ControlsProps {
  readonly session: Session;
  readonly state: SessionState;
}

/** The controls of the training. */
export function Controls({ session, state }: ControlsProps) {
  const { phase, options } = state;
  return (
    <div className="controls" role="group" aria-label="Training">
      <MainButton session={session} state={state} />
      {phase === "paused" && (
        <button type="button" onClick={session.step}>
          One step
        </button>
      )}
      <button type="button" disabled={phase === "opening" || phase === "ready"} onClick={session.reset}>
        Reset
      </button>
      <label>
        Learning rate
        <input
          type="range"
          min={Math.log10(RATES.least)}
          max={Math.log10(RATES.most)}
          step="0.05"
          value={Math.log10(options.learningRate)}
          aria-valuetext={formatRate(options.learningRate)}
          onChange={(event) => session.setLearningRate(rateOf(Number(event.target.value)))}
        />
        <output>{formatRate(options.learningRate)}</output>
      </label>
      <label>
        Device
        <select
          value={options.device ?? ""}
          onChange={(event) => session.setDevice(DEVICES.find((name) => name === event.target.value))}
        >
          <option value="">fastest here</option>
          {DEVICES.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

function MainButton({ session, state: { phase, options } }: ControlsProps) {
  const [label, act] = (
    {
      opening: ["Preparing …", undefined],
      ready: ["Start training", session.start],
      running: ["Pause", session.pause],
      paused: ["Resume", session.start],
      done: [`Train ${options.epochs} more epoch${options.epochs === 1 ? "" : "s"}`, session.start],
      failed: ["Try again", session.reset],
    } as const
  )[phase];
  return (
    <button type="button" className="weir-primary" disabled={!act} onClick={act}>
      {label}
    </button>
  );
}

/** Returns the rate at a place of the slider, rounded to two digits. */
export function rateOf(exponent: number): number {
  return Number((10 ** exponent).toPrecision(2));
}

/** Returns a rate as short text: "0.001", "3.2e-5". */
export function formatRate(rate: number): string {
  return rate >= 1e-4 ? String(rate) : rate.toExponential();
}
