import {html, nothing, repeat, seen, vars, invalidate, icon, offlineChip, ago, number, sentence} from '../ui/draw.js';
import {setQuery, gridKeys, toast} from '../ui/page.js';
import {get} from '../server.js';
import {stamped} from '../studio.js';
import {generations, put, imageOf} from '../generation/work.js';
import {isRunning, isMany, failureWords, figures, variantOf} from '../generation/words.js';
import {face, meter, stateChip} from '../generation/look.js';
import {askForImage, cancel} from '../generation/send.js';

const LIMIT = 60;

/** How a picture is named in addresses: its generation, and which variant unless it is the first. */
export const keyOf = ({generationId, variant = 1}) => variant > 1 ? `${generationId}.${variant}` : generationId;

/**
 * An artist's pictures and the work on them. A tile is one variant of a generation and keeps its place from the ask to the
 * picture; what others ask for waits behind "new" so that nothing moves under the reader.
 */
export class Gallery {
  constructor(artistId) {
    Object.assign(this, {artistId, images: new Map(), order: [], waiting: [], next: null, more: false, filter: '', isRead: false});
  }

  async read() {
    const [page, asked] = await Promise.all([get(`/api/artists/${this.artistId}/images`, {limit: LIMIT}),
      get('/api/generations', {artistId: this.artistId, limit: LIMIT})]);
    asked.items.forEach(put);
    for (const image of page.items) this.images.set(keyOf(image), image);
    this.next = page.next;
    const oldest = page.next ? page.items.at(-1)?.addedAt ?? '' : '';
    const when = new Map(page.items.map(it => [it.generationId, it.addedAt]));
    for (const it of generations.values()) {
      const tile = it.artistId === this.artistId && it.kind === 'image' && (isRunning(it) || it.state === 'failed' || it.seenCancelled);
      if ((tile && it.requestedAt >= oldest) || when.has(it.id)) when.set(it.id, it.requestedAt);
    }
    this.order = [...when.keys()].sort((a, b) => when.get(a) < when.get(b) ? 1 : -1);
    this.waiting = [];
    this.isRead = true;
  }

  /** A generation has begun: one's own stands in front at once, another's waits. */
  expect(id) {
    if (this.order.includes(id)) return;
    const own = generations.get(id)?.own;
    if (own) {
      this.waiting = this.waiting.filter(it => it !== id);
      this.order = [id, ...this.order];
    } else if (!this.waiting.includes(id)) this.waiting = [id, ...this.waiting];
  }

  /** The picture of an event, in the shape that the API gives it. */
  add({data, occurredAt}) {
    const image = imageOf(data, occurredAt);
    this.images.set(keyOf(image), image);
    this.expect(image.generationId);
  }

  letIn() {
    this.order = [...this.waiting, ...this.order];
    this.waiting = [];
    invalidate();
  }

  async readMore() {
    this.more = true;
    invalidate();
    try {
      const page = await get(`/api/artists/${this.artistId}/images`, {cursor: this.next, limit: LIMIT});
      for (const image of page.items) this.images.set(keyOf(image), image);
      this.order = [...new Set([...this.order, ...page.items.map(it => it.generationId)])];
      this.next = page.next;
    } catch (error) {
      toast(`No more images were read. ${error.message}`, {tone: 'warn'});
    }
    this.more = false;
    invalidate();
  }

  tiles() {
    for (const it of generations.values()) if (it.own && it.artistId === this.artistId && it.kind === 'image') this.expect(it.id);
    return this.order.flatMap(id => this.variants(id));
  }

  variants(id) {
    const it = generations.get(id);
    const numbers = it?.variants.map(v => v.number) ?? [...this.images.values()].filter(image => image.generationId === id).map(image => image.variant ?? 1).sort((a, b) => a - b);
    return numbers.map(variant => {
      const key = keyOf({generationId: id, variant});
      return {id, key, image: this.images.get(key), work: it && {...variantOf(it, variant), key, many: isMany(it), again: it.again}};
    }).filter(({image, work}) => image || (work && (work.state !== 'cancelled' || it.seenCancelled)));
  }

  kind({image, work}) {
    return image ? 'done' : isRunning(work) || work.state === 'succeeded' ? 'running' : work.state;
  }

  shown() {
    return this.tiles().filter(it => !this.filter || this.kind(it) === this.filter);
  }

  view(page) {
    const tiles = this.tiles();
    const shown = this.shown();
    const counts = {running: 0, done: 0, failed: 0, cancelled: 0};
    for (const tile of tiles) counts[this.kind(tile)]++;
    return html`<section class="gallery" aria-label="Images">
      <div class="list-head">${tiles.length ? html`<div class="segments" role="group" aria-label="Which images">${[['', 'All', null], ['running', 'Running', counts.running], ['done', 'Done', this.next ? null : counts.done], ['failed', 'Failed', counts.failed]]
        .filter(([value, , n]) => value !== 'running' && value !== 'failed' || n || this.filter === value)
        .map(([value, words, n]) => html`<button type="button" aria-pressed=${this.filter === value} @click=${() => setQuery({show: value})}>${words}${n === null ? '' : ` ${number(n)}`}</button>`)}</div>` : nothing}
        ${this.waiting.length ? html`<button type="button" class="pill" id="new-items" @click=${() => this.letIn()}>${icon('up')}${this.waiting.length} new</button>` : nothing}</div>
      ${shown.length ? html`<ul class="images" id="images" @keydown=${gridKeys}>${repeat(shown, it => it.key, (it, i) => this.tile(it, i, page))}</ul>`
        : this.filter ? html`<p class="empty">No image is ${this.filter} now. <button type="button" class="link" @click=${() => setQuery({show: ''})}>Show all</button></p>`
        : html`<div class="empty"><p>No images yet.</p>${page.artist.deleted ? nothing : html`<button type="button" @click=${() => page.generate()}>${icon('spark')}Make a portrait</button>`}</div>`}
      ${this.next ? html`<div class="more"><button type="button" ?disabled=${this.more} @click=${() => this.readMore()}>Show more images</button></div>` : nothing}
    </section>`;
  }

  tile({key, image, work}, index, page) {
    return image ? picture(key, image, work, index) : isRunning(work) || work.state === 'succeeded' ? running(work, index, page) : failed(work, index, page);
  }
}

const caption = work => `${work?.prompt ? sentence(work.prompt) : 'Portrait'}${work?.many ? `, variant ${work.number}` : ''}`;

const picture = (key, image, work, index) => html`<li class="tile" data-generation=${image.generationId} data-state="done"><a id="tile-${key}" data-cell data-key=${key} href="?image=${key}" tabindex=${index ? -1 : 0}>
    <span class="box ${image.fresh ? 'fresh' : ''}" ${vars({'--tone': image.dominantColour ?? 'var(--surface)'})}><img ${seen(image.url)} alt=${image.altText || caption(work)} width=${image.width} height=${image.height} decoding="async">${stamped(image) ? html`<span class="stamp">${offlineChip()}</span>` : nothing}</span>
    <span class="tile-name">${caption(work)}</span></a>
    <p class="tile-note">${image.seed != null ? `seed ${image.seed} · ` : ''}${ago(image.addedAt)}</p></li>`;

const running = (work, index, page) => html`<li class="tile" data-generation=${work.id} data-state=${work.state}><div id="tile-${work.key}" class="tile-open" data-cell role="group" tabindex=${index ? -1 : 0}
      aria-label="${caption(work)}, being made">${face(work)}</div>
    <div class="tile-head"><a class="tile-name" href="/generations/${work.id}">${caption(work)}</a>
      ${isRunning(work) ? html`<button type="button" class="quiet square row" aria-label="Cancel" @click=${() => cancel(work.id)}>${icon('close')}</button>` : nothing}</div>
    ${meter(work)}
    <p class="tile-state">${stateChip(work)}<span>${figures(work)}</span></p></li>`;

function failed(work, index, page) {
  const stopped = work.state === 'cancelled';
  return html`<li class="tile" data-generation=${work.id} data-state=${work.state}><div id="tile-${work.key}" class="tile-open" data-cell role="group" tabindex=${index ? -1 : 0} aria-label="${caption(work)}, ${work.state}">
      <span class="box ${stopped ? 'stopped' : 'broken'}">${icon(stopped ? 'cancel' : 'warn')}<span>${stopped ? 'You cancelled this.' : failureWords(work)}</span></span>
      <span class="tile-name">${caption(work)}</span></div>
    <p class="tile-state">${stateChip(work)}
      <button type="button" class="row ask-again" ?disabled=${work.again || page.artist.deleted} @click=${() => askAgain(work)}>${work.again ? 'Asked' : 'Ask again'}</button></p></li>`;
}

async function askAgain({id, artistId, prompt, seed}) {
  const it = generations.get(id);
  it.again = true;
  invalidate();
  try {
    await askForImage(artistId, {prompt, seed});
  } catch (error) {
    it.again = false;
    toast(`Not asked. ${error.message}`, {tone: 'warn'});
  }
  invalidate();
}
