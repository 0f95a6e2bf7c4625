// Predictions that follow: asked for again when the digits change and while the network learns, one request at a time.
import { useEffect, useRef, useState } from "react";
import type { Session } from "./session.ts";

/** Returns 10 probabilities for each of the digits, the newest known; undefined before the first. */
export function usePredictions(session: Session, images: Float32Array, generation: number): Float32Array | undefined {
  const [probabilities, setProbabilities] = useState<Float32Array>();
  const wanted = useRef(images);
  const isAsking = useRef(false);
  const isStale = useRef(false);

  useEffect(() => {
    wanted.current = images;
    isStale.current = true;

    async function ask(): Promise<void> {
      if (isAsking.current) return;
      isAsking.current = true;
      while (isStale.current) {
        isStale.current = false;
        const answer = await session.predict(wanted.current);
        if (answer) setProbabilities(answer);
      }
      isAsking.current = false;
    }
    void ask();
  }, [session, images, generation]);
  return probabilities;
}
