import {html, nothing, invalidate, soon, afterDrawing, number, vars, icon, key, offlineChip, ago, hue, initials, quote, sentence} from '../ui/draw.js';
import {Loading, bones, failure, navigate, setQuery, place, toast} from '../ui/page.js';
import {get, on, streaming, offlineTexts} from '../server.js';
import {learn, remove, restore} from '../studio.js';
import {generations, work} from '../generation/work.js';
import {isRunning, figures, failureWords} from '../generation/words.js';
import {meter, stateChip} from '../generation/look.js';
import {cancel} from '../generation/send.js';
import {Gallery, keyOf} from './gallery.js';
import {Editor} from './edit.js';
import {viewer} from './viewer.js';
import {takeOffer} from './offer.js';
import {askPortrait, askText} from '../generation/ask.js';
import {History, historyView, latestChanges} from '../audit/history.js';

export function open(params, query) {
  return new ArtistPage(params).show(params, query);
}

class ArtistPage {
  constructor({id}) {
    this.id = id;
    this.up = {to: '/artists', name: 'Artists'};
    this.artist = null;
    this.editor = null;
    this.tab = 'images';
    this.bioOpen = false;
    this.gallery = new Gallery(id);
    this.history = new History(id);
    this.loading = new Loading(() => this.read());
    this.ends = [on('event', event => this.heard(event)), on('refresh', () => this.reload())];
    this.keys = {
      g: () => this.generate(), e: () => this.edit(), h: () => navigate(this.to('history')), w: () => this.why(),
      Escape: () => this.editor?.leave(),
    };
    this.dialogKeys = {ArrowRight: () => this.step(1), ArrowLeft: () => this.step(-1), w: () => document.getElementById('why-image')?.focus()};
    this.loading.load();
    this.history.load();
  }

  show({tab = 'images'}, query) {
    this.tab = tab === 'history' ? 'history' : 'images';
    this.query = query;
    this.gallery.filter = query.get('show') ?? '';
    this.showPicture();
    return this;
  }

  close() {
    this.ends.forEach(end => end());
    this.viewer?.end();
  }

  to(tab) {
    return `/artists/${this.id}/${tab}`;
  }

  story(image) {
    return `${this.to('history')}?why=${image.generationId}`;
  }

  title() {
    const running = work(this.id).filter(isRunning);
    const name = this.artist?.name ?? 'Artist';
    this.tellsState = running.length > 0;
    return running.length ? `${running.length} running, ${name}` : name;
  }

  short() {
    return scrollY > 200 ? this.artist?.name ?? 'Artists' : 'Artists';
  }

  async read() {
    await streaming();
    const [artist] = await Promise.all([get(`/api/artists/${this.id}`), this.gallery.read()]);
    this.take(artist);
    this.showPicture();
  }

  reload() {
    this.loading.load();
    this.history.load();
  }

  take(artist) {
    if (this.artist && this.artist.revision > artist.revision) return;
    this.artist = artist;
    learn(artist);
    this.editor?.changed(artist);
  }

  heard(event) {
    const generation = generations.get(event.data?.generationId);
    if (event.data?.artistId !== this.id && generation?.artistId !== this.id) return;
    this.history.add(event);
    if (event.type === 'ImageAdded') this.gallery.add(event);
    if (event.type === 'GenerationRequested' && event.data.kind === 'image') this.gallery.expect(event.data.generationId);
    if (event.streamId === this.id) soon(`artist ${this.id}`, () => this.refresh(event.id), 80);
  }

  async refresh(position) {
    try {
      this.take(await get(`/api/artists/${this.id}`, {}, {atLeast: position}));
    } catch { /* what stands here stays; the next event reads it again */ }
    invalidate();
  }

  generate(filled) {
    if (!this.artist || this.artist.deleted) return;
    askPortrait(this.artist, filled);
  }

  edit() {
    if (!this.artist || this.artist.deleted || this.editor) return;
    if (this.tab === 'history') navigate(this.to('images'));
    this.editor = new Editor(this.artist, saved => {
      this.editor = null;
      if (saved) this.refresh();
      afterDrawing(() => document.getElementById('edit')?.focus());
    });
    scrollTo(0, 0);
    afterDrawing(() => document.getElementById('edit-name')?.focus());
  }

  async remove() {
    try {
      await remove(this.id);
      toast(`${this.artist.name} is deleted.`, {action: 'Restore', act: () => this.restore(), tone: 'trash'});
    } catch (error) {
      toast(`Not deleted. ${error.message}`, {tone: 'warn'});
    }
    this.refresh();
  }

  async restore() {
    try {
      await restore(this.id);
      toast(`${this.artist.name} is back.`);
    } catch (error) {
      toast(`Not restored. ${error.message}`, {tone: 'warn'});
    }
    this.refresh();
  }

  why() {
    const cell = document.activeElement?.closest?.('[data-cell]');
    if (cell?.dataset.key) setQuery({image: cell.dataset.key}, {replace: false});
    else if (this.artist?.bioOrigin) navigate(`${this.to('history')}?why=${this.artist.bioOrigin.generationId}`);
    else navigate(this.to('history'));
  }

  /** The picture that the address names stands open. */
  showPicture() {
    const wanted = this.tab === 'images' ? this.query?.get('image') : null;
    if (this.viewer && this.viewer.key !== wanted) this.viewer.end();
    const image = wanted && this.gallery.images.get(wanted);
    if (!image || this.viewer) return;
    this.viewer = {...viewer(this, image, () => {
      this.viewer = null;
      if (place.screen === this && this.query.get('image') === wanted) setQuery({image: ''});
    }), key: wanted};
  }

  step(by) {
    const ids = this.gallery.shown().filter(it => it.image).map(it => it.key);
    const next = ids[ids.indexOf(this.query.get('image')) + by];
    if (next) setQuery({image: next});
  }

  view() {
    const {artist} = this;
    if (this.loading.error && !artist) return failure(this.loading.error, {what: 'This artist', again: () => this.reload()});
    if (!artist) return this.loading.slow ? bones('artist', 1) : nothing;
    return html`<article class="artist">
      ${this.tab === 'history' ? compactHeader(this) : header(this)}
      <nav class="tabs" aria-label="${artist.name}"><a href=${this.to('images')} id="tab-images" aria-current=${this.tab === 'images' ? 'page' : nothing}>Images <small>${number(artist.imageCount)}</small></a>
        <a href=${this.to('history')} id="tab-history" aria-current=${this.tab === 'history' ? 'page' : nothing}>History <small>r${artist.revision}</small></a></nav>
      ${this.tab === 'history' ? html`<div class="artist-body one">${historyView(this.history, this.query)}</div>`
        : html`<div class="artist-body">${this.gallery.view(this)}
          <aside class="artist-side" aria-label="What changed">${latestChanges(this.history, this.to('history'))}</aside></div>`}
    </article>`;
  }
}

const crumbs = (artist, ...more) => html`<nav class="crumbs" aria-label="Breadcrumb"><a href="/artists">Artists</a><span aria-hidden="true">/</span>
  ${more.length ? html`<a href="/artists/${artist.id}">${artist.name}</a><span aria-hidden="true">/</span><span>${more[0]}</span>` : html`<span>${artist.name}</span>`}</nav>`;

function cover({cover: image, genre, name, id}) {
  return image ? html`<a class="cover" href="/artists/${id}/images?image=${keyOf(image)}" ${vars({'--tone': image.dominantColour ?? 'var(--surface)'})}>
      <img src=${image.url} width=${image.width} height=${image.height} alt=${image.altText} fetchpriority="high"></a>`
    : html`<div class="cover blank" ${vars({'--h': hue(genre)})}><span class="blank-initials">${initials(name)}</span></div>`;
}

export function header(page) {
  const {artist} = page;
  return html`<header class="artist-head ${page.editor ? 'editing' : ''}">
    ${cover(artist)}
    ${page.editor ? page.editor.view() : html`<div class="artist-words">
      <div class="artist-top">${crumbs(artist)}${artist.deleted ? nothing : actions(page)}</div>
      ${artist.deleted ? html`<div class="banner lost" id="deleted">${icon('trash')}<p><strong>This artist is deleted.</strong> It is in no list. Its pictures and its history stay.</p>
        <button type="button" class="row" id="restore" @click=${() => page.restore()}>${icon('undo')}Restore</button></div>` : nothing}
      <h1 tabindex="-1">${artist.name}</h1>
      <p class="artist-genre"><a href="/artists?genre=${encodeURIComponent(artist.genre)}">${artist.genre}</a></p>
      ${bio(page)}
      ${facts(artist)}</div>`}
  </header>`;
}

const actions = page => html`<div class="buttons">
  <button type="button" class="filled" id="generate" @click=${() => page.generate()}>Generate ${key('g')}</button>
  <button type="button" id="edit" @click=${() => page.edit()} aria-label="Edit">${icon('edit')}<span class="wide">Edit</span></button>
  <details class="menu" @focusout=${leaveMenu} @keydown=${closeMenu}><summary class="button square" aria-label="More">${icon('more', 'dots')}</summary>
    <div class="menu-list" @click=${event => event.currentTarget.closest('details').removeAttribute('open')}>
      <button type="button" @click=${() => askText(page.artist)}>${icon('text')}${page.artist.bio ? 'Refine the bio' : 'Write a bio'}</button>
      <button type="button" class="danger" id="delete" @click=${() => page.remove()}>${icon('trash')}Delete the artist</button></div></details></div>`;

function leaveMenu(event) {
  if (!event.currentTarget.contains(event.relatedTarget)) event.currentTarget.removeAttribute('open');
}

function closeMenu(event) {
  if (event.key !== 'Escape') return;
  event.currentTarget.removeAttribute('open');
  event.currentTarget.querySelector('summary').focus();
}

function bio(page) {
  const {artist} = page;
  const running = work(artist.id).filter(it => it.kind === 'bio');
  const last = [...generations.values()].filter(it => it.artistId === artist.id && it.kind === 'bio').sort((a, b) => a.requestedAt < b.requestedAt ? 1 : -1)[0];
  const busy = running.some(isRunning);
  return html`<div class="bio" id="bio">
    ${artist.bio ? html`<p class="bio-text"><span class="bio-words ${page.bioOpen ? 'open' : ''}" id="bio-text">${artist.bio}</span> ${origin(page)}</p>`
      : busy ? nothing : html`<p class="bio-text later">No bio yet. ${artist.deleted ? nothing : html`<button type="button" class="link" id="write-bio" @click=${() => askText(page.artist)}>Write one</button>`}</p>`}
    ${running.map(it => html`<div class="bio-work" data-generation=${it.id} data-state=${it.state}>${isRunning(it) ? meter(it) : nothing}<p>${stateChip(it)}<span class="bio-what">${it.prompt ? quote(it.prompt, 200) : 'The bio'}</span><span>${figures(it)}</span>
      ${isRunning(it) ? html`<button type="button" class="link" @click=${() => cancel(it.id)}>Cancel</button>` : nothing}</p></div>`)}
    ${last?.state === 'failed' ? html`<p class="refusal">${icon('warn')}<span>The bio was not written. ${failureWords(last)} <button type="button" class="link" @click=${() => askText(page.artist, last.prompt ?? '')}>Ask again</button></span></p>` : nothing}
    ${artist.offeredBio ? html`<section class="offer" id="offered-bio" aria-labelledby="offer-title"><h2 id="offer-title">A new bio waits for you</h2>
      <p class="hint">The bio was changed while this one was being written, so nothing was replaced.</p>
      <p class="offer-text">${artist.offeredBio.text}</p>
      <div class="buttons"><button type="button" id="take-bio" @click=${() => takeOffer(page)}>${icon('check')}Take it</button>
        ${artist.offeredBio.offline && !offlineTexts() ? offlineChip() : nothing}<a class="quiet-link" href="${page.to('history')}?why=${artist.offeredBio.generationId}">Why this text</a></div></section>` : nothing}
  </div>`;
}

/** About what three lines of a phone hold: there a longer bio is folded, so that pictures stay near. */
const LONG = 130;

function origin(page) {
  const {bioOrigin, deleted} = page.artist;
  return html`<span class="origin">${page.artist.bio.length > LONG ? html`<button type="button" class="link bio-more" aria-controls="bio-text" aria-expanded=${page.bioOpen}
      @click=${() => { page.bioOpen = !page.bioOpen; invalidate(); }}>${page.bioOpen ? 'Less' : 'Show all'}</button>` : nothing}${bioOrigin ? html`${bioOrigin.offline && !offlineTexts() ? offlineChip() : nothing}
    <a class="quiet-link" id="why-bio" href="${page.to('history')}?why=${bioOrigin.generationId}">Why this text</a>` : nothing}
    ${deleted ? nothing : html`<button type="button" class="link" id="refine-bio" @click=${() => askText(page.artist)}>Refine</button>`}
    ${bioOrigin ? html`<small>${bioOrigin.offline ? 'Written offline' : 'Generated'}</small>` : nothing}</span>`;
}

const facts = artist => html`<dl class="facts">
  <div class="fact-wide"><dt>Personality</dt><dd>${artist.traits.length ? sentence(artist.traits.join(', ')) : html`<span class="later">No traits</span>`}</dd></div>
  <div><dt>Visual style</dt><dd>${sentence(artist.style) || html`<span class="later">The genre decides</span>`}</dd></div>
  <div class="fact-small"><dt>Images</dt><dd>${number(artist.imageCount)}</dd></div>
  <div class="fact-small"><dt>Revision</dt><dd id="revision"><a class="plain" href="/artists/${artist.id}/history">${artist.revision}<span class="later">, ${ago(artist.updatedAt)}</span></a></dd></div></dl>`;

export const compactHeader = ({artist}) => html`<header class="artist-compact">
  ${artist.cover ? html`<img src=${`${artist.cover.url}/thumbnail`} alt="" width="44" height="55">` : nothing}
  <div>${crumbs(artist, 'History')}<h1 tabindex="-1">${artist.name}</h1></div></header>`;
