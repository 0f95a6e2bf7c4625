// What the network takes the pad's digit for: ten bars.
import { DigitPicture } from "./digit-picture.tsx";

interface PredictionsProps {
  /** Ten probabilities; undefined while there is nothing to read. */
  readonly probabilities: Float32Array | undefined;
  /** What the network is shown; undefined for an empty pad. */
  readonly seen: Float32Array | undefined;
  /** What the digit is, where that is known. */
  readonly truth: number | undefined;
}

/** The probability of every digit, the likeliest marked. */
export function Predictions({ probabilities, seen, truth }: PredictionsProps) {
  const best = probabilities && likeliest(probabilities);
  return (
    <div className="predictions">
      <div className="predictions-head">
        {seen ? (
          <DigitPicture pixels={seen} label="What the network sees: 28 by 28 pixels" />
        ) : (
          <span className="digit-blank" />
        )}
        <p aria-live="polite">
          {best === undefined ? (
            <span className="weir-quiet">The network's reading shows here.</span>
          ) : (
            <>
              Reads {best === 8 ? "an" : "a"} <b>{best}</b>
              {truth !== undefined && (
                <span className={best === truth ? "is-right" : "is-wrong"}>
                  {best === truth ? "Right" : `Wrong: it is ${withArticle(truth)}`}
                </span>
              )}
            </>
          )}
        </p>
      </div>
      <ol className="prediction-bars" aria-label="Probability of each digit" start={0}>
        {Array.from({ length: 10 }, (_, digit) => (
          <Bar key={digit} digit={digit} share={probabilities?.[digit]} isBest={digit === best} />
        ))}
      </ol>
    </div>
  );
}

function Bar({
  digit,
  share,
  isBest,
}: {
  readonly digit: number;
  readonly share: number | undefined;
  readonly isBest: boolean;
}) {
  return (
    <li data-best={isBest}>
      <span className="prediction-digit">{digit}</span>
      <span className="prediction-track">
        <span className="prediction-fill" style={{ transform: `scaleX(${share ?? 0})` }} />
      </span>
      <span className="prediction-share">{share === undefined ? "" : formatShare(share)}</span>
    </li>
  );
}

/** Returns the index of the largest number. */
export function likeliest(probabilities: Float32Array): number {
  return probabilities.reduce((best, value, i) => (value > probabilities[best]! ? i : best), 0);
}

/** Returns a digit with its article: "a 7", "an 8". */
export function withArticle(digit: number, article: "a" | "A" = "a"): string {
  return `${article}${digit === 8 ? "n" : ""} ${digit}`;
}

/** Returns a share as a percentage that never pretends to be certain. */
export function formatShare(share: number): string {
  const percent = 100 * share;
  if (percent < 0.1) return "<0.1 %";
  return percent > 99.9 ? ">99.9 %" : `${percent.toFixed(1)} %`;
}
