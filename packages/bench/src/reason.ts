// Why a library could not do a work, for its row.

/** What an error says on one line, without its stack and the wrapping that the browser's driver puts around it. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const said = message.split("\n").filter((line) => !/^\s*at /.test(line));
  const text = said
    .join(" ")
    .replace(/^page\.\w+: /, "")
    .replace(/^Error: /, "");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
