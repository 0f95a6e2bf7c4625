// The page's theme: as the system prefers, until the reader chooses.
import { useEffect, useState } from "react";

/** What the reader chose. */
export type ThemeChoice = "system" | "light" | "dark";

const KEY = "weir-theme";

const CHOICES: readonly ThemeChoice[] = ["system", "light", "dark"];

/** Returns the choice in force and a function that changes it. `?theme=` in the address comes before what was chosen earlier. */
export function useTheme(): readonly [ThemeChoice, (choice: ThemeChoice) => void] {
  const [choice, setChoice] = useState(() => parse(new URLSearchParams(location.search).get("theme") ?? stored()));
  useEffect(() => {
    if (choice === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = choice;
  }, [choice]);
  return [
    choice,
    (next) => {
      setChoice(next);
      store(next);
    },
  ];
}

/** Returns the choice after this one, in the order system, light, dark. */
export function nextTheme(choice: ThemeChoice): ThemeChoice {
  return CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length]!;
}

function parse(text: string | null): ThemeChoice {
  return CHOICES.find((choice) => choice === text) ?? "system";
}

// Storage may be forbidden; then the choice lasts as long as the page.
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(choice: ThemeChoice): void {
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    return;
  }
}
