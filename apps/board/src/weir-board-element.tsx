// <weir-board>: the board as a custom element, in a shadow root of its own.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import type { Root } from "react-dom/client";
import type { Link } from "./link/link.ts";
import { channelLink, DEFAULT_CHANNEL } from "./link/transports.ts";
import { Board, PANELS } from "./views/board.tsx";
import type { PanelName } from "./views/board.tsx";

/** The board as an element. Set `source` to plug it into a bus; without one it listens on the broadcast channel named by its `channel` attribute. */
export interface WeirBoardElement extends HTMLElement {
  /** Where reports come from; null returns to the channel. */
  source: Link | null;
}

/**
 * Defines `<weir-board>` once; further calls change nothing.
 * Attributes: `channel` (default "weir"), `panels` (names with spaces between; default all), `data-theme` ("light" or "dark"; default: as the system prefers).
 * @example
 * defineBoardElement();
 * const board = document.body.appendChild(document.createElement("weir-board"));
 * board.source = createBus();
 * board.shadowRoot !== null // true
 */
export function defineBoardElement(name = "weir-board"): void {
  if (!customElements.get(name)) customElements.define(name, boardElementClass());
}

/** Made on demand, so that importing the board where there is no `HTMLElement` (Node, workers) does no harm. */
function boardElementClass(): CustomElementConstructor {
  return class extends HTMLElement implements WeirBoardElement {
    static readonly observedAttributes = ["channel", "panels"];
    #source: Link | null = null;
    #channel: BroadcastChannel | undefined;
    #link: Link | undefined;
    #root: Root | undefined;

    get source(): Link | null {
      return this.#source;
    }

    set source(source: Link | null) {
      this.#source = source;
      this.#render();
    }

    connectedCallback(): void {
      const shadow = this.shadowRoot ?? this.attachShadow({ mode: "open" });
      const layout = new CSSStyleSheet();
      layout.replaceSync(":host { display: block; } :host([hidden]) { display: none; }");
      shadow.adoptedStyleSheets = [layout];
      this.#root = createRoot(shadow);
      this.#render();
    }

    disconnectedCallback(): void {
      this.#root?.unmount();
      this.#root = undefined;
      this.#hangUp();
    }

    attributeChangedCallback(attribute: string): void {
      if (attribute === "channel") this.#hangUp();
      this.#render();
    }

    #render(): void {
      this.#root?.render(
        <StrictMode>
          <Board source={this.#source ?? this.#call()} panels={panelsFrom(this.getAttribute("panels"))} />
        </StrictMode>,
      );
    }

    #call(): Link {
      this.#channel ??= new BroadcastChannel(this.getAttribute("channel") ?? DEFAULT_CHANNEL);
      return (this.#link ??= channelLink(this.#channel));
    }

    /** The board says goodbye on the channel a microtask after it is unmounted, so the channel closes after that. */
    #hangUp(): void {
      const channel = this.#channel;
      setTimeout(() => channel?.close());
      this.#channel = undefined;
      this.#link = undefined;
    }
  };
}

/** Returns the panels named in an attribute, in the board's order; all for none. */
export function panelsFrom(attribute: string | null): readonly PanelName[] {
  const names = attribute?.split(/\s+/).filter((name) => name !== "") ?? [];
  return names.length === 0 ? PANELS : PANELS.filter((panel) => names.includes(panel));
}
