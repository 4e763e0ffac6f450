/** The frame is above the page but leaves its left part alone; folded it is a tab at the edge. */
export const PANEL_CSS = `
:host { all: initial !important; position: fixed !important; inset: 0 0 0 auto !important; z-index: 2147483646 !important; display: block !important; opacity: 1 !important; visibility: visible !important; }
section { display: flex; height: 100vh; width: var(--width); max-width: 92vw; position: relative; box-shadow: -6px 0 24px rgb(0 0 0 / 0.22); background: Canvas; }
section.folded { width: 0; box-shadow: none; }
section.folded iframe, section.folded .edge { display: none; }
iframe { flex: 1; width: 100%; height: 100%; border: 0; background: Canvas; color-scheme: light dark; }
.edge { position: absolute; inset: 0 auto 0 -6px; width: 6px; cursor: ew-resize; touch-action: none; }
.edge:focus-visible { outline: 2px solid #1d63c8; }
button { all: unset; box-sizing: border-box; position: absolute; left: -22px; bottom: 24px; width: 22px; height: 44px; text-align: center; cursor: pointer; border-radius: 8px 0 0 8px;
  font: 600 18px/42px system-ui, sans-serif; color: #fff; background: #28527a; border: 1px solid rgb(255 255 255 / 0.35); border-right: 0; }
button:focus-visible { outline: 2px solid #ffb000; }
@media (forced-colors: active) { button { color: ButtonText; background: ButtonFace; } section { border-left: 1px solid CanvasText; } }
@media print { :host { display: none !important; } }
`;
