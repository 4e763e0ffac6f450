/** One sheet for every chip. Colours follow the host page's theme; shape and words say the same as the colour. */
const CHIP_CSS = `
:host { all: initial !important; display: inline-block !important; margin: 2px 8px 2px 0 !important; vertical-align: middle !important; max-width: 100% !important; contain: content; }
button { all: unset; box-sizing: border-box; display: inline-flex; align-items: center; gap: 5px; max-width: 100%; min-height: 24px; min-width: 24px; padding: 2px 9px 2px 6px; border-radius: 12px; cursor: pointer;
  font: 500 12px/18px system-ui, sans-serif; color: var(--ink); background: var(--paper); border: 1px solid var(--line); }
button:hover { border-color: var(--ink); }
button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
svg { flex: none; width: 14px; height: 14px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; }
button { --ink: #3b4754; --paper: #f2f4f7; --line: #d3d9e0; --focus: #1d63c8; }
button.dark { --ink: #c9d1da; --paper: #26292e; --line: #42484f; --focus: #8ab8ff; }
button.soon { --ink: #6b4600; --paper: #fff3d6; --line: #d99a1c; border-radius: 6px; }
button.dark.soon { --ink: #ffd98a; --paper: #3a2e12; --line: #a8791f; }
button.late { --ink: #fff; --paper: #b3261e; --line: #8c1d17; border-radius: 3px; font-weight: 650; }
button.dark.late { --ink: #fff; --paper: #a5281f; --line: #ff8a80; }
button.none { --paper: transparent; --line: transparent; --ink: #5d6a78; padding: 2px 5px; justify-content: center; }
button.dark.none { --ink: #9aa5b1; }
button.none:hover, button.none:focus-visible { --line: currentColor; }
button.late svg { fill: currentColor; stroke: none; }
@media (forced-colors: active) { button, button.dark, button.soon, button.late { color: ButtonText; background: ButtonFace; border-color: ButtonText; } button.late { border-width: 2px; } }
`;

let shared: CSSStyleSheet | null = null;

/** Adopts the shared sheet; where the browser does not let a content script do that, a style element of its own serves. */
export function styleChip(root: ShadowRoot): void {
  try {
    if (!shared) {
      shared = new CSSStyleSheet();
      shared.replaceSync(CHIP_CSS);
    }
    root.adoptedStyleSheets = [shared];
    if (root.adoptedStyleSheets.length > 0) return;
  } catch {
    shared = null;
  }
  const style = root.ownerDocument.createElement('style');
  style.textContent = CHIP_CSS;
  root.prepend(style);
}
