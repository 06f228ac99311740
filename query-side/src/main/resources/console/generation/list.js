import {html, nothing, repeat, invalidate, icon} from '../ui/draw.js';
import {Loading, bones, failure, gridKeys, refusal, setQuery, toast} from '../ui/page.js';
import {get, newKey, on, streaming} from '../server.js';
import {generations, put} from './work.js';
import {isRunning} from './words.js';
import {ask} from './send.js';
import {tile} from './tile.js';

const LIMIT = 48;
const STATES = [['', 'All'], ['running', 'Running'], ['succeeded', 'Done'], ['failed', 'Failed'], ['cancelled', 'Cancelled']];
const KINDS = [['', 'Every kind'], ['image', 'Pictures'], ['text', 'Texts'], ['bio', 'Bios']];
const FIRST = {kind: 'image', prompt: 'A lighthouse at dusk, seen from a small boat', style: 'watercolour'};

export function open(params, query) {
  return new Generations().show(params, query);
}

/** Everything that was asked for, newest first. What begins while one reads waits behind "new". */
class Generations {
  constructor() {
    Object.assign(this, {order: [], waiting: [], next: null, state: null, kind: null, read: false, more: false, first: {key: newKey(), busy: false, error: null}});
    this.loading = new Loading(() => this.readAll());
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.loading.load())];
  }

  show(_, query) {
    const [state, kind] = [query.get('state') ?? '', query.get('kind') ?? ''];
    if (state !== this.state || kind !== this.kind) {
      Object.assign(this, {state, kind, order: [], waiting: [], read: false});
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

  /** What waits for its turn is under way as well. */
  page(cursor = null) {
    const {kind, state} = this;
    return Promise.all((state === 'running' && !cursor ? ['running', 'pending'] : [state]).map(one => get('/api/generations', {state: one, kind, cursor, limit: LIMIT})))
      .then(pages => ({next: pages[0].next, items: pages.flatMap(it => it.items).sort((a, b) => b.requestedAt.localeCompare(a.requestedAt))}));
  }

  async readAll() {
    const {state, kind} = this;
    await streaming();
    const page = await this.page();
    if (state !== this.state || kind !== this.kind) return;
    page.items.forEach(put);
    Object.assign(this, {order: page.items.map(it => it.id), next: page.next, read: true, waiting: []});
  }

  heard({type, streamId, data}) {
    if (type !== 'GenerationRequested' || (this.state && this.state !== 'running') || (this.kind && this.kind !== data.kind) || this.order.includes(streamId)) return;
    // Into an empty room everything may come at once.
    if (this.order.length) this.waiting = [streamId, ...this.waiting.filter(id => id !== streamId)];
    else this.order = [streamId];
  }

  letIn() {
    this.order = [...this.waiting, ...this.order];
    this.waiting = [];
    scrollTo(0, 0);
    invalidate();
  }

  async readMore() {
    this.more = true;
    invalidate();
    try {
      const page = await this.page(this.next);
      page.items.forEach(put);
      this.order = [...new Set([...this.order, ...page.items.map(it => it.id)])];
      this.next = page.next;
    } catch (error) {
      toast(`No more were read. ${error.message}`, {tone: 'warn'});
    }
    this.more = false;
    invalidate();
  }

  async makeFirst() {
    Object.assign(this.first, {busy: true, error: null});
    invalidate();
    try {
      const {id} = await ask(FIRST, {key: this.first.key});
      if (!this.order.includes(id)) this.order = [id];
    } catch (error) {
      Object.assign(this.first, {error, key: newKey()});
    }
    this.first.busy = false;
    invalidate();
  }

  view() {
    if (this.loading.error && !this.read) return failure(this.loading.error, {what: 'Generations', again: () => this.loading.load()});
    const shown = this.order.map(id => generations.get(id)).filter(Boolean);
    const bare = this.read && !shown.length && !this.state && !this.kind;
    return html`<div class="screen"><header class="screen-head plain"><h1 tabindex="-1">Generations</h1>
        ${bare ? nothing : html`<a class="button filled" id="new-generation" href="/generations/new">Make something</a>`}</header>
      ${bare ? this.invitation() : html`${this.filters()}
        ${!this.read ? this.loading.slow ? bones('pictures', 8) : nothing
          : shown.length ? html`<ul class="images wide-tiles" id="generations" @keydown=${gridKeys}>${repeat(shown, it => it.id, tile)}</ul>`
          : html`<div class="empty"><p>None is like this.</p><button type="button" @click=${() => setQuery({state: '', kind: ''})}>Show all</button></div>`}
        ${this.next ? html`<div class="more"><button type="button" ?disabled=${this.more} @click=${() => this.readMore()}>Show more</button></div>` : nothing}`}</div>`;
  }

  filters() {
    const running = [...generations.values()].filter(isRunning).length;
    return html`<div class="list-head"><div class="segments" role="group" aria-label="Which state">${STATES.map(([value, words]) => html`
        <button type="button" aria-pressed=${this.state === value} @click=${() => setQuery({state: value})}>${words}${value === 'running' && running ? ` ${running}` : ''}</button>`)}</div>
      <label class="pick"><span class="sr-only">Kind</span><select id="kind-filter" @change=${event => setQuery({kind: event.target.value})}>${KINDS.map(([value, words]) => html`
        <option value=${value} ?selected=${this.kind === value}>${words}</option>`)}</select></label>
      ${this.waiting.length ? html`<button type="button" class="pill" id="new-items" @click=${() => this.letIn()}>${icon('up')}${this.waiting.length} new</button>` : nothing}</div>`;
  }

  invitation() {
    return html`<section class="state" id="invitation"><h2>Nothing made yet</h2>
      <p>One click makes a first picture: ${FIRST.prompt.toLowerCase()}, in watercolour. Or say in your own words what to make, a picture or a text.</p>
      ${refusal(this.first.error)}
      <div class="buttons"><button type="button" class="filled" id="make-first" ?disabled=${this.first.busy} @click=${() => this.makeFirst()}>${icon('spark')}${this.first.busy ? 'Asking…' : 'Make a first picture'}</button>
        <a class="button" href="/generations/new">In my own words</a></div></section>`;
  }
}
