import {html, render, nothing, placed} from './lit.js';
import {invalidate} from './frame.js';
import {icon} from './icons.js';

let shown = null;

/** @param dialog {title, view(), kind?, closed?(), narrow heading when `headless`} */
export function openDialog(dialog) {
  if (shown) closeDialog();
  shown = {...dialog};
  invalidate();
  return shown;
}

export function closeDialog() {
  const was = shown;
  shown = null;
  document.querySelector('#dialogs dialog')?.close();
  was?.closed?.();
  invalidate();
}

export const dialogOpen = () => shown !== null;

export function drawDialog() {
  render(shown ? frame(shown) : nothing, document.getElementById('dialogs'));
}

const closing = dialog => () => { if (shown === dialog) closeDialog(); };
const aside = event => { if (event.target === event.currentTarget) closeDialog(); };

function frame(dialog) {
  return html`<dialog class="dialog ${dialog.kind ?? ''}" aria-labelledby="dialog-title" @close=${closing(dialog)} @mousedown=${aside}
    ${placed(element => { if (!element.open) element.showModal(); element.querySelector('[data-first]')?.focus(); })}>
    <div class="dialog-body">
      <header class="dialog-head"><h2 id="dialog-title" tabindex="-1">${dialog.title}</h2>
        <button type="button" class="quiet square" @click=${closeDialog} aria-label="Close">${icon('close')}</button></header>
      ${dialog.view()}
    </div></dialog>`;
}
