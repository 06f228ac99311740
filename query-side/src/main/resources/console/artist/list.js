import {html, nothing, repeat, value, invalidate, soon, afterDrawing, icon, key, count, ago} from '../ui/draw.js';
import {Loading, bones, failure, setQuery, gridKeys} from '../ui/page.js';
import {get, on, streaming} from '../server.js';
import {learn, portrait} from '../studio.js';
import {work} from '../generation/work.js';
import {isRunning} from '../generation/words.js';
import {meter, stateChip} from '../generation/look.js';
import {firstRun} from './first-run.js';

/** Kept while the page lives, so that Back finds the list as it was. */
const state = {q: '', typed: '', genre: '', items: [], next: null, fresh: new Set(), read: false, more: false, moreError: null, stale: false};
const LIMIT = 40;

const loading = new Loading(async () => {
  const {q, genre} = state;
  await streaming();
  const page = await get('/api/artists', {q, genre, limit: LIMIT});
  if (q !== state.q || genre !== state.genre) return;
  page.items.forEach(learn);
  Object.assign(state, {items: page.items, next: page.next, fresh: new Set(), read: true, stale: false});
});

export function open(params, query) {
  const asked = {q: query.get('q') ?? '', genre: query.get('genre') ?? ''};
  if (!state.read || state.stale || asked.q !== state.q || asked.genre !== state.genre) {
    ask(asked.q, asked.genre);
    loading.load();
  }
  const ends = [on('event', heard), on('refresh', () => loading.load())];
  if (query.get('focus') === 'search') focusSearch();
  return {
    title: () => 'Artists',
    view,
    keys: {'/': focusSearch},
    show: (_, next) => {
      if (next.get('focus') === 'search') focusSearch();
      const now = {q: next.get('q') ?? '', genre: next.get('genre') ?? ''};
      if (now.q === state.q && now.genre === state.genre) return;
      ask(now.q, now.genre);
      loading.load();
    },
    close: () => { ends.forEach(end => end()); state.stale = true; },
  };
}

function focusSearch() {
  afterDrawing(() => document.getElementById('search')?.focus());
}

function heard(event) {
  const {artistId} = event.data;
  if (event.streamType !== 'artist' || !artistId) return;
  const shown = state.items.some(it => it.id === artistId);
  if (event.type === 'ArtistCreated' || event.type === 'ArtistRestored') {
    if (!shown) state.fresh.add(artistId);
  } else if (event.type === 'ArtistDeleted') {
    state.fresh.delete(artistId);
    // It keeps its box until the list is read again: nothing moves under the reader.
    state.items = state.items.map(it => it.id === artistId ? {...it, deleted: true} : it);
  } else if (shown) {
    soon(`row ${artistId}`, () => reread(artistId, event.id), 300);
  }
  if (state.read && state.items.length === 0 && !state.q && !state.genre) loading.load();
}

async function reread(id, position) {
  try {
    const artist = await get(`/api/artists/${id}`, {}, {atLeast: position});
    learn(artist);
    state.items = state.items.map(it => it.id === id ? artist : it);
    invalidate();
  } catch { /* the row stays as it was; the next event reads it again */ }
}

async function more() {
  state.more = true;
  state.moreError = null;
  invalidate();
  try {
    const page = await get('/api/artists', {q: state.q, genre: state.genre, cursor: state.next, limit: LIMIT});
    page.items.forEach(learn);
    const seen = new Set(state.items.map(it => it.id));
    state.items = [...state.items, ...page.items.filter(it => !seen.has(it.id))];
    state.next = page.next;
  } catch (error) {
    state.moreError = error;
  }
  state.more = false;
  invalidate();
}

const search = event => {
  state.typed = event.target.value;
  soon('search', () => setQuery({q: state.typed.trim(), focus: ''}), 250);
};

/** What the address asks for; the words in the field stay as typed when they mean the same. */
function ask(q, genre) {
  Object.assign(state, {q, genre});
  if (state.typed.trim() !== q) state.typed = q;
}

function view() {
  if (loading.error) return failure(loading.error, {what: 'Artists', again: () => loading.load()});
  const filtered = state.q || state.genre;
  if (state.read && !state.items.length && !filtered && !loading.busy) return firstRun();
  return html`<div class="screen">
    <header class="screen-head"><h1 tabindex="-1">Artists</h1>
      <label class="search"><span class="sr-only">Search artists</span>${icon('search')}
        <input id="search" type="search" autocomplete="off" placeholder="Name, genre, style or trait" ${value(state.typed)} @input=${search} maxlength="200"></label>
      <a class="button filled" id="new-artist" href="/artists/new">New artist ${key('n')}</a></header>
    <div class="list-head"><p aria-live="polite">${state.read ? summary(filtered) : ' '}</p>
      ${state.genre ? html`<button type="button" class="filter" aria-pressed="true" @click=${() => setQuery({genre: ''})}>${icon('check')}${state.genre}</button>` : nothing}
      ${filtered ? html`<button type="button" class="link" @click=${() => setQuery({q: '', genre: ''})}>Clear filter</button>` : nothing}
      ${state.fresh.size ? html`<button type="button" class="pill" id="new-items" @click=${() => { scrollTo(0, 0); loading.load(); }}>${icon('up')}${state.fresh.size} new</button>` : nothing}</div>
    ${!state.read ? loading.slow ? bones('portraits', 10) : nothing
      : state.items.length ? grid() : html`<p class="empty">No artist matches. Try fewer letters, or clear the filter.</p>`}
    ${state.next ? html`<div class="more"><button type="button" id="load-more" ?disabled=${state.more} @click=${more}>Show more artists</button>
      ${state.moreError ? html`<p role="alert">${state.moreError.message}</p>` : nothing}</div>` : nothing}
  </div>`;
}

const summary = filtered => html`<strong>${state.next ? `First ${state.items.length}` : state.items.length}</strong>
  ${state.items.length === 1 && !state.next ? 'artist' : 'artists'}${filtered ? ' that match' : ''}`;

const grid = () => html`<ul class="portraits" id="artists" @keydown=${gridKeys}>${repeat(state.items, it => it.id, cell)}</ul>`;

function cell(artist, index) {
  const running = work(artist.id);
  const now = running.find(isRunning) ?? running[0];
  return html`<li class=${artist.deleted ? 'gone' : ''}><a class="cell" id="cell-${artist.id}" data-cell href="/artists/${artist.id}" tabindex=${index ? -1 : 0}>
    ${portrait(artist)}
    ${now ? meter(now) : nothing}
    <span class="cell-name">${artist.name}</span><span class="cell-genre">${artist.genre}</span>
    <span class="cell-note">${artist.deleted ? 'Deleted' : now ? stateChip(now) : lately(artist)}</span></a></li>`;
}

const lately = artist => artist.imageCount ? `${count(artist.imageCount, 'image')}, ${ago(artist.updatedAt)}` : `Made ${ago(artist.createdAt)}`;
