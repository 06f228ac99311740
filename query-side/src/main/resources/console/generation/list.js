import {html, nothing, repeat, seen, invalidate, icon, ago, sentence} from '../ui/draw.js';
import {Loading, bones, failure, setQuery, toast} from '../ui/page.js';
import {get, on, streaming} from '../server.js';
import {about, artistName, generations, put, isRunning, cancel, meter, stateChip, figures, failureWords} from '../studio.js';

const LIMIT = 50;
const STATES = [['', 'All'], ['running', 'Running'], ['succeeded', 'Done'], ['failed', 'Failed'], ['cancelled', 'Cancelled']];

export function open(params, query) {
  return new Generations().show(params, query);
}

/** Everything that was asked for, newest first. What begins while one reads waits behind "new". */
class Generations {
  constructor() {
    Object.assign(this, {order: [], waiting: [], next: null, state: null, read: false});
    this.loading = new Loading(() => this.readAll());
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.loading.load())];
  }

  show(_, query) {
    const state = query.get('state') ?? '';
    if (state !== this.state) {
      Object.assign(this, {state, order: [], waiting: [], read: false});
      this.loading.load();
    }
    return this;
  }

  close() {
    this.ends.forEach(end => end());
  }

  title() {
    return 'Generations';
  }

  async readAll() {
    const {state} = this;
    await streaming();
    const page = await get('/api/generations', {state, limit: LIMIT});
    if (state !== this.state) return;
    page.items.forEach(put);
    Object.assign(this, {order: page.items.map(it => it.id), next: page.next, read: true, waiting: []});
  }

  heard({type, streamId}) {
    if (type === 'GenerationRequested' && (!this.state || this.state === 'running') && !this.order.includes(streamId)) this.waiting.unshift(streamId);
  }

  async more() {
    try {
      const page = await get('/api/generations', {state: this.state, cursor: this.next, limit: LIMIT});
      page.items.forEach(put);
      this.order = [...new Set([...this.order, ...page.items.map(it => it.id)])];
      this.next = page.next;
    } catch (error) {
      toast(`No more were read. ${error.message}`, {tone: 'warn'});
    }
    invalidate();
  }

  view() {
    if (this.loading.error && !this.read) return failure(this.loading.error, {what: 'Generations', again: () => this.loading.load()});
    const rows = this.order.map(id => generations.get(id)).filter(Boolean);
    return html`<div class="screen"><header class="screen-head plain"><h1 tabindex="-1">Generations</h1></header>
      <div class="list-head"><div class="segments" role="group" aria-label="Which state">${STATES.map(([value, words]) => html`<button type="button" aria-pressed=${this.state === value} @click=${() => setQuery({state: value})}>${words}</button>`)}</div>
        ${this.waiting.length ? html`<button type="button" class="pill" id="new-items" @click=${() => { this.order = [...this.waiting, ...this.order]; this.waiting = []; invalidate(); }}>${icon('up')}${this.waiting.length} new</button>` : nothing}</div>
      ${!this.read ? this.loading.slow ? bones('lines', 8) : nothing : rows.length ? html`<ul class="works">${repeat(rows, it => it.id, row)}</ul>`
        : html`<div class="empty">${this.state ? html`<p>None is in this state.</p><button type="button" @click=${() => setQuery({state: ''})}>Show all</button>`
          : html`<p>Nothing was asked for yet. Open an artist and press Generate.</p><a class="button" href="/artists">Your artists</a>`}</div>`}
      ${this.next ? html`<div class="more"><button type="button" @click=${() => this.more()}>Show more</button></div>` : nothing}</div>`;
  }
}

function row(it) {
  const image = it.image ?? null;
  const {cover} = about(it.artistId);
  return html`<li data-generation=${it.id} data-state=${it.state}><a href="/generations/${it.id}">
      <span class="works-thumb">${image ? html`<img ${seen(`${image.url}/thumbnail`)} alt="" width="44" height="55">` : html`<span class="works-sign">${icon(it.kind === 'bio' ? 'text' : 'image')}</span>`}</span>
      <span class="works-words"><strong>${artistName(it.artistId)}, ${it.kind === 'bio' ? 'bio' : 'portrait'}</strong>
        <span>${it.state === 'failed' ? failureWords(it) : it.prompt ? sentence(it.prompt) : it.kind === 'bio' ? 'From the persona' : 'From the persona and the style'}</span></span></a>
    <span class="works-state">${isRunning(it) ? html`${meter(it)}<span>${figures(it)}</span>` : nothing}${stateChip(it)}</span>
    <span class="works-time">${ago(it.requestedAt)}</span>
    <span class="works-act">${isRunning(it) ? html`<button type="button" class="quiet square row" aria-label="Cancel" @click=${() => cancel(it.id)}>${icon('close')}</button>` : nothing}</span></li>`;
}
