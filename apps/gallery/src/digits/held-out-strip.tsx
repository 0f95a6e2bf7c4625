// Some of the held-out digits and what the network reads in them, mistakes marked.
import { memo, useMemo } from "react";
import { DigitPicture } from "./digit-picture.tsx";
import { PIXELS, type HeldOut } from "./messages.ts";
import { likeliest, withArticle } from "./predictions.tsx";
import type { Session } from "./session.ts";
import { usePredictions } from "./use-predictions.ts";

/** How many are shown. */
const SHOWN = 44;

interface HeldOutStripProps {
  readonly session: Session;
  readonly heldOut: HeldOut;
  readonly generation: number;
  readonly onChoose: (pixels: Float32Array, label: number) => void;
}

/** A strip of held-out digits. One click puts a digit on the pad. */
export function HeldOutStrip({ session, heldOut, generation, onChoose }: HeldOutStripProps) {
  const images = useMemo(() => heldOut.images.slice(0, SHOWN * PIXELS), [heldOut]);
  const pictures = useMemo(
    () => Array.from({ length: SHOWN }, (_, i) => images.subarray(i * PIXELS, (i + 1) * PIXELS)),
    [images],
  );
  const probabilities = usePredictions(session, images, generation);
  const read = probabilities && pictures.map((_, i) => likeliest(probabilities.subarray(10 * i, 10 * i + 10)));
  const right = read?.filter((digit, i) => digit === heldOut.labels[i]).length;
  return (
    <>
      <p className="strip-summary weir-quiet">
        {right === undefined
          ? `${SHOWN} of the digits it never trains on.`
          : `${right} of these ${SHOWN} read correctly now.`}
      </p>
      <ul className="strip">
        {pictures.map((pixels, i) => (
          <StillTile key={i} pixels={pixels} label={heldOut.labels[i]!} read={read?.[i]} onChoose={onChoose} />
        ))}
      </ul>
    </>
  );
}

interface TileProps {
  readonly pixels: Float32Array;
  readonly label: number;
  readonly read: number | undefined;
  readonly onChoose: HeldOutStripProps["onChoose"];
}

/** Few readings change from one look to the next. */
const StillTile = memo(Tile);

function Tile({ pixels, label, read, onChoose }: TileProps) {
  const verdict = read === undefined ? "" : read === label ? ", read correctly" : `, read as ${read}`;
  const isWrong = read !== undefined && read !== label;
  return (
    <li data-wrong={isWrong}>
      <button
        type="button"
        title={`${withArticle(label, "A")}${verdict}`}
        aria-label={`${withArticle(label, "A")}${verdict}. Put it on the pad`}
        onClick={() => onChoose(pixels.slice(), label)}
      >
        <DigitPicture pixels={pixels} />
        <span aria-hidden="true">{read === undefined ? "·" : isWrong ? `${read}✕` : read}</span>
      </button>
    </li>
  );
}
