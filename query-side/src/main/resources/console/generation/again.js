import {html, nothing, invalidate, afterDrawing} from '../ui/draw.js';
import {navigate, refusal, toast} from '../ui/page.js';
import {Form, areaField, textField} from '../ui/field.js';
import {newKey} from '../server.js';
import {regenerate} from './send.js';
import {wordsRule, seedRule} from './rules.js';

/** Makes a generation once more, with a change: under the pictures, so that one sees what is to be different. */
export class Again {
  constructor(id) {
    this.id = id;
    Object.assign(this, {open: false, busy: false, error: null, key: newKey(), draft: {promptDelta: '', lock: true, seed: '', variants: null}});
    this.form = new Form('again', this.draft, {promptDelta: d => wordsRule(d.promptDelta), seed: d => d.lock ? null : seedRule(d.seed)}, () => { this.key = newKey(); invalidate(); });
  }

  /** What is being typed stays; only a seed that was chosen by hand takes the place of another. */
  begin({seed = null, variants = null} = {}) {
    if (seed !== null) Object.assign(this.draft, {lock: false, seed: String(seed), variants});
    else if (!this.open) Object.assign(this.draft, {lock: true, variants});
    this.open = true;
    afterDrawing(() => {
      document.getElementById('again')?.scrollIntoView({block: 'nearest'});
      document.getElementById('again-promptDelta')?.focus();
    });
  }

  close() {
    this.open = false;
    invalidate();
    afterDrawing(() => document.getElementById('regenerate')?.focus());
  }

  async submit(event, it) {
    event.preventDefault();
    if (this.busy) return;
    const wrong = this.form.check();
    if (wrong) { invalidate(); return requestAnimationFrame(() => this.form.focus(wrong)); }
    const {promptDelta, lock, seed, variants} = this.draft;
    Object.assign(this, {busy: true, error: null});
    invalidate();
    try {
      const id = await regenerate(it, {promptDelta: promptDelta.trim(), lockSeed: lock, seed: lock || !seed.trim() ? null : Number(seed), variants}, this.key);
      this.open = false;
      navigate(`/generations/${id}`);
    } catch (error) {
      this.key = newKey();
      const field = this.form.refuse(error.fields ?? []);
      this.error = field ? null : error;
      if (field) requestAnimationFrame(() => requestAnimationFrame(() => this.form.focus(field)));
    }
    this.busy = false;
    invalidate();
  }

  view(it) {
    if (!this.open) return nothing;
    const {draft, form} = this;
    const many = draft.variants ?? it.variants.length;
    return html`<section class="again" id="again" aria-labelledby="again-title"><form novalidate @submit=${event => this.submit(event, it)}>
      <h2 id="again-title">Make it once more</h2>
      ${areaField(form, 'promptDelta', {label: 'What is to be different', max: 1000, rows: 2, placeholder: 'Warmer light from the left', hint: 'Optional. It comes on top of the same prompt.'})}
      <div class="again-seed"><label class="switch"><input type="checkbox" id="lock-seed" .checked=${draft.lock} @change=${event => form.set('lock', event.target.checked)}><span>Keep the seed <span class="mono">${it.seed}</span>, so that only your words make the difference</span></label>
        ${draft.lock ? nothing : textField(form, 'seed', {label: 'Seed', note: 'Optional', inputmode: 'numeric', hint: 'Empty draws another one.'})}</div>
      ${refusal(this.error)}
      <div class="buttons"><button type="submit" class="filled" id="again-submit" ?disabled=${this.busy}>${this.busy ? 'Asking…' : many > 1 ? `Make ${many} again` : 'Make it again'}</button>
        <button type="button" @click=${() => this.close()}>Cancel</button></div></form></section>`;
  }
}

/** At once, without a change: the same seed after a failure, else another. */
export async function makeAgain(it) {
  try {
    navigate(`/generations/${await regenerate(it, {lockSeed: it.state !== 'succeeded'})}`);
  } catch (error) {
    toast(`Not asked. ${error.message}`, {tone: 'warn'});
  }
}
