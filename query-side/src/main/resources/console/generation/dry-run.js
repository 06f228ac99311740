import {html, nothing, invalidate, icon, number, sentence} from '../ui/draw.js';
import {address, post} from '../server.js';
import {costOf} from './words.js';
import {chainWords, length, partsView} from './parts.js';

const PAUSE = 400;

/** What an ask would lead to: the prompt in its parts, who makes it and what it may cost. Asked while one types, made by nobody. */
export class DryRun {
  /** @param body what would be asked, or null while that is not complete @param wrong takes the field errors of it */
  constructor(body, wrong) {
    Object.assign(this, {body, wrong, answer: null, error: null, turn: 0, timer: null});
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.read(), PAUSE);
  }

  end() {
    clearTimeout(this.timer);
    this.turn++;
  }

  async read() {
    const mine = ++this.turn;
    const body = this.body();
    if (!body) {
      Object.assign(this, {answer: null, error: null});
      return invalidate();
    }
    const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
    try {
      const answer = await post(address('/api/generations', {dryRun: true}), given);
      if (mine === this.turn) Object.assign(this, {answer, error: null});
    } catch (error) {
      if (mine !== this.turn) return;
      Object.assign(this, {answer: error.status === 422 ? null : this.answer, error});
      this.wrong(error.fields ?? []);
    }
    invalidate();
  }

  view() {
    const {answer, error} = this;
    return html`<section class="preview" aria-labelledby="preview-title" id="dry-run">
      <p class="preview-head"><strong id="preview-title">Preview</strong> Put together while you type. Nothing is made and nothing is spent.</p>
      ${answer ? html`<dl class="facts-line"><div><dt>May cost</dt><dd id="quote">${sentence(costOf(answer.quote)) || 'Not known beforehand'}</dd></div>
          <div><dt>Made by</dt><dd>${chainWords(answer.chain)}</dd></div>
          ${answer.kind === 'image' ? html`<div><dt>Size</dt><dd>${number(answer.width)} × ${number(answer.height)}</dd></div>` : nothing}</dl>
        <div class="parts-head"><h2>Prompt, in parts</h2><span>${number(length(answer.parts))} characters</span></div>${partsView(answer.parts)}`
        : error ? html`<p class="hint">${error.status === 422 ? error.fields?.[0]?.message ?? error.message : error.message}</p>`
        : html`<p class="hint">${icon('waiting')} The prompt comes as soon as there is something to say.</p>`}</section>`;
  }
}
