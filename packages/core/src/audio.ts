/** Sound of the page as tensors. */
import { callerLine } from "./compile.ts";
import { OpError } from "./ir/error.ts";
import type { Tensor } from "./tensor.ts";
import { tensor } from "./tensor.ts";

/** The part of an `AudioBuffer` that is read: an object like it does where there is no page. */
export type Sound = Pick<AudioBuffer, "length" | "numberOfChannels" | "getChannelData">;

/**
 * Returns the samples of a sound as float32 [frames, channels], −1 … 1, at the sound's own sample rate (`buffer.sampleRate`; an
 * `OfflineAudioContext` resamples). Decode a file by `audioContext.decodeAudioData(bytes)`.
 * @throws OpError when `buffer` is no `AudioBuffer`
 * @see the Web Audio API's `AudioBuffer`
 * @example fromAudio({ length: 2, numberOfChannels: 1, getChannelData: () => Float32Array.of(0, 0.5) }) // [[0], [0.5]]
 */
export function fromAudio(buffer: Sound): Tensor {
  if (typeof buffer?.getChannelData !== "function")
    throw new OpError(
      "fromAudio",
      `takes an AudioBuffer, got ${(buffer as object | undefined)?.constructor.name ?? typeof buffer}; decodeAudioData() of an AudioContext makes one of a file's bytes`,
      callerLine(),
    );
  const { length, numberOfChannels } = buffer;
  const samples = new Float32Array(length * numberOfChannels);
  for (let c = 0; c < numberOfChannels; c++) {
    const channel = buffer.getChannelData(c);
    for (let i = 0; i < length; i++) samples[i * numberOfChannels + c] = channel[i]!;
  }
  return tensor(samples, [length, numberOfChannels]);
}
