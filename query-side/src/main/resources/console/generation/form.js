import {html, nothing, invalidate, icon, soon} from '../ui/draw.js';
import {navigate, refusal} from '../ui/page.js';
import {Form, areaField, textField, selectField} from '../ui/field.js';
import {get, newKey, offlinePictures, offlineTexts} from '../server.js';
import {artistName} from '../studio.js';
import {ask} from './send.js';
import {DryRun} from './dry-run.js';
import {wordsRule, seedRule} from './rules.js';

const KEPT = 'greenroom.ask';
const SIZES = [['1024x1024', 'Square, 1024 × 1024'], ['1024x1280', 'Upright 4:5, 1024 × 1280'], ['832x1248', 'Tall 2:3, 832 × 1248'], ['1280x1024', 'Wide 5:4, 1280 × 1024'], ['1536x864', 'Wide 16:9, 1536 × 864']];
const MOST_VARIANTS = 3;
const KINDS = [['image', 'Picture'], ['text', 'Text'], ['bio', 'Bio']];
const blank = () => ({kind: 'image', prompt: '', style: '', preset: '', size: '', variants: '1', negative: '', seed: '', task: '', input: {}});
/** What there is to choose from, read once. */
const library = {styles: [], presets: [], tasks: [], read: null};

const loadLibrary = () => library.read ??= Promise.all(['styles', 'presets', 'tasks'].map(async name => { library[name] = (await get(`/api/${name}`)).items; }))
  .then(invalidate, () => { library.read = null; });

function kept() {
  try {
    return {...blank(), ...JSON.parse(sessionStorage.getItem(KEPT))};
  } catch {
    return blank();
  }
}

export function open(params, query) {
  return new AskPage(query);
}

/** Asks for anything, for an artist or for itself; what the prompt will be stands beside it. */
class AskPage {
  constructor(query) {
    this.artistId = query.get('artist');
    this.up = this.artistId ? {to: `/artists/${this.artistId}`, name: 'The artist'} : {to: '/generations', name: 'Generations'};
    this.draft = {...kept(), ...Object.fromEntries([...query].filter(([name]) => name in blank()))};
    if (this.draft.kind === 'bio' && !this.artistId) this.draft.kind = 'image';
    Object.assign(this, {busy: false, sent: false, error: null, key: newKey()});
    this.form = new Form('make', this.draft, this.rules(), () => this.changed());
    this.dry = new DryRun(() => Object.values(this.form.rules).some(rule => rule(this.draft)) ? null : this.body(), errors => this.form.refuse(errors.filter(e => this.form.left.has(e.field))));
    loadLibrary();
    this.dry.soon();
  }

  rules() {
    return {
      kind: () => null, task: () => null, style: () => null, preset: () => null, size: () => null, variants: () => null,
      prompt: d => wordsRule(d.prompt) ?? (!this.artistId && !d.preset && !d.task && !d.prompt.trim() ? 'Say what you want.' : null),
      negative: d => wordsRule(d.negative), seed: d => seedRule(d.seed),
      input: d => this.inputs().filter(it => it.required && !d.input[it.name]?.trim()).map(it => `Fill in “${it.title}”.`)[0] ?? null,
    };
  }

  show(_, query) {
    this.artistId = query.get('artist');
    this.dry.soon();
  }

  title() {
    return this.artistId ? `Make something of ${artistName(this.artistId)}` : 'Make something';
  }

  short() {
    return 'Make something';
  }

  close() {
    this.dry.end();
  }

  changed() {
    this.key = newKey();
    this.error = null;
    soon('ask draft', () => { if (!this.sent) sessionStorage.setItem(KEPT, JSON.stringify(this.draft)); }, 150);
    this.dry.soon();
    invalidate();
  }

  inputs() {
    return this.draft.kind === 'image' ? [] : library.tasks.find(it => it.name === this.draft.task)?.input.filter(it => it.name !== 'wish') ?? [];
  }

  /** As the API takes it; what does not belong to the kind is left out. */
  body() {
    const {kind, prompt, style, preset, size, variants, negative, seed, task, input} = this.draft;
    const image = kind === 'image';
    const serves = library.styles.find(it => it.name === style)?.kinds.includes(kind);
    const given = Object.fromEntries(this.inputs().map(it => [it.name, input[it.name]?.trim()]).filter(([, text]) => text));
    return {kind, artistId: this.artistId, prompt: prompt.trim() || null, style: serves ? style : null, preset: image && preset || null, size: image && size || null,
      negative: image && negative.trim() || null, task: !image && task || null, input: Object.keys(given).length ? given : null,
      seed: seed.trim() && !seedRule(seed) ? Number(seed) : null, variants: kind !== 'bio' && Number(variants) > 1 ? Number(variants) : null};
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const wrong = this.form.check();
    if (wrong) { invalidate(); return this.focus(wrong); }
    Object.assign(this, {busy: true, error: null});
    invalidate();
    try {
      const {id} = await ask(this.body(), {key: this.key});
      this.sent = true;
      sessionStorage.removeItem(KEPT);
      navigate(`/generations/${id}`);
    } catch (error) {
      this.key = newKey();
      const field = this.form.refuse((error.fields ?? []).map(e => /^(width|height)$/.test(e.field) ? {...e, field: 'size'} : e));
      this.error = field ? null : error;
      if (field) this.focus(field);
    }
    this.busy = false;
    invalidate();
  }

  focus(field) {
    requestAnimationFrame(() => requestAnimationFrame(() => this.form.focus(field)));
  }

  view() {
    const {form, draft} = this;
    const image = draft.kind === 'image';
    return html`<div class="create"><form id="make-form" novalidate @submit=${event => this.submit(event)}><div class="create-body">
        <nav class="crumbs" aria-label="Breadcrumb">${this.artistId ? html`<a href="/artists/${this.artistId}">${artistName(this.artistId)}</a>` : html`<a href="/generations">Generations</a>`}<span aria-hidden="true">/</span><span>New</span></nav>
        <h1 tabindex="-1">${this.title()}</h1>
        <div class="field segments" role="group" aria-label="What to make">${KINDS.filter(([kind]) => kind !== 'bio' || this.artistId).map(([kind, words]) => html`
          <button type="button" id="kind-${kind}" aria-pressed=${draft.kind === kind} @click=${() => form.set('kind', kind)}>${words}</button>`)}</div>
        ${image ? nothing : this.taskFields()}
        ${areaField(form, 'prompt', {label: image ? 'What to show' : draft.task ? 'What you want of it' : 'What to write', max: 1000, rows: 3, hint: this.artistId ? 'Optional. It comes on top of the persona.' : nothing,
          placeholder: image ? 'A lighthouse at dusk, seen from a small boat' : draft.task || draft.kind === 'bio' ? nothing : 'Liner notes for a record of night trains'})}
        <div class="pair">${selectField(form, 'style', {label: 'Style', options: [['', 'None'], ...library.styles.filter(it => it.kinds.includes(draft.kind)).map(it => [it.name, it.title])]})}
          ${image ? selectField(form, 'preset', {label: 'Preset', options: [['', 'None'], ...library.presets.map(it => [it.name, it.title])]}) : this.variantsField()}</div>
        ${image ? html`<div class="pair">${selectField(form, 'size', {label: 'Size', options: [['', draft.preset ? 'As the preset says' : 'Square, as usual'], ...SIZES]})}${this.variantsField()}</div>
          ${areaField(form, 'negative', {label: 'Not to be seen', max: 1000, rows: 1, hint: 'Optional.'})}` : nothing}
        <div class="seed-field">${textField(form, 'seed', {label: 'Seed', note: 'Optional', inputmode: 'numeric', hint: 'The same seed and words make alike. Empty draws one; further variants take the next.'})}
          <button type="button" id="draw-seed" @click=${() => form.set('seed', String(crypto.getRandomValues(new Uint32Array(1))[0]))}>${icon('spark')}Draw one</button></div>
        ${refusal(this.error)}</div>
      <footer class="create-foot"><button type="submit" class="filled" id="make" ?disabled=${this.busy}>${this.busy ? 'Asking…' : Number(draft.variants) > 1 && draft.kind !== 'bio' ? `Make ${draft.variants}` : 'Make it'}</button>
        <span class="kept">${(image ? offlinePictures() : offlineTexts()) ? 'Made offline: it hardly follows the words' : ''}</span></footer></form>
      ${this.dry.view()}</div>`;
  }

  variantsField() {
    return this.draft.kind === 'bio' ? nothing
      : selectField(this.form, 'variants', {label: 'How many', options: Array.from({length: MOST_VARIANTS}, (_, i) => [String(i + 1), i ? `${i + 1}, side by side` : 'One'])});
  }

  taskFields() {
    const {form, draft} = this;
    const tasks = library.tasks.filter(it => draft.kind === 'text' || it.main === 'bio');
    return html`${selectField(form, 'task', {label: 'Task', options: [['', draft.kind === 'bio' ? 'Write a bio' : 'None: my own words'], ...tasks.map(it => [it.name, it.title])]})}
      ${this.inputs().map((it, i) => html`<div class="field"><div class="field-head"><label for=${i ? `make-input-${it.name}` : 'make-input'}>${it.title}</label><span class="counter">${it.required ? '' : 'Optional'}</span></div>
        <textarea id=${i ? `make-input-${it.name}` : 'make-input'} rows="2" maxlength=${it.maxLength} aria-describedby=${form.error('input') ? 'make-input-error' : nothing} .value=${draft.input[it.name] ?? ''}
          @input=${event => form.set('input', {...draft.input, [it.name]: event.target.value})}></textarea>
        ${!i && form.error('input') ? html`<p class="field-error" id="make-input-error">${icon('warn')}<span>${form.error('input')}</span></p>` : nothing}</div>`)}`;
  }
}
