import {html, nothing} from './lit.js';
import {invalidate} from './frame.js';
import {icon} from './icons.js';
import {toast} from './toast.js';

/**
 * What a screen shows while it has nothing yet: nothing for 200 ms, then boxes of the final size; or what went wrong.
 * `load()` runs the reading and keeps error and business.
 */
export class Loading {
  constructor(read) {
    this.read = read;
    this.busy = false;
    this.slow = false;
    this.error = null;
    this.turn = 0;
  }

  async load(...args) {
    const mine = ++this.turn;
    this.busy = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { if (this.busy) { this.slow = true; invalidate(); } }, 200);
    try {
      await this.read(...args);
      if (mine === this.turn) this.error = null;
    } catch (error) {
      if (mine === this.turn && error.name !== 'AbortError') this.error = error;
    }
    if (mine !== this.turn) return;
    this.busy = this.slow = false;
    clearTimeout(this.timer);
    invalidate();
  }
}

export const bones = (shape, n) => html`<div class="bones ${shape}" aria-hidden="true">${Array.from({length: n}, () => html`<i></i>`)}</div>`;

/** What happened, what is safe, the next step, the code and the request. */
export function failure(error, {what, again, heading = 'h1'}) {
  if (error.status === 401) return signIn();
  if (error.status === 404) return nowhere();
  const title = html`${what} did not load`;
  return html`<section class="state" role="alert">
    ${heading === 'h1' ? html`<h1 tabindex="-1">${title}</h1>` : html`<h2>${title}</h2>`}
    <p>${error.message} Nothing is lost: what was saved stays saved, and running work goes on without the console.</p>
    <div class="buttons"><button type="button" class="filled" @click=${again}>Try now</button>
      <button type="button" @click=${() => copy(`${error.code} ${error.requestId ?? ''} ${location.href} ${new Date().toISOString()}`)}>Copy details</button></div>
    <p class="code">Code ${error.code}${error.requestId ? html`, request <code>${error.requestId}</code>` : nothing}</p>
  </section>`;
}

export const nowhere = () => html`<section class="state">
  <h1 tabindex="-1">Nothing here for you</h1>
  <p>This page does not exist, or it belongs to somebody else. Check the address, or ask its owner for a link.</p>
  <div class="buttons"><a class="button filled" href="/artists">Your artists</a></div></section>`;

export const signIn = () => html`<section class="state">
  <h1 tabindex="-1">Open your sign-in link</h1>
  <p>This browser is not signed in. Greenroom prints a one-time link in the terminal when it is ready; it looks like this:</p>
  <p><code class="block">Greenroom is ready: ${location.origin}/?code=…</code></p>
  <p>Open that link here. A link works once: if yours was used, stop Greenroom and start <code>./greenroom</code> again, and it prints a new one. Your artists stay as they are.</p>
  <div class="buttons"><button type="button" class="filled" @click=${() => location.reload()}>Try again</button></div>
  <p class="code">Code NOT_SIGNED_IN</p></section>`;

/** A command that failed: the words stand where the reader is. */
export const refusal = error => error ? html`<p class="refusal" role="alert">${icon('warn')}<span>${error.message}
  <small>Code ${error.code}${error.requestId ? html`, request <code>${error.requestId}</code>` : nothing}</small></span></p>` : nothing;

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast('Copied.');
  } catch {
    toast('The browser did not allow copying. Select the text and copy it yourself.', {tone: 'warn'});
  }
}
