import {invalidate, soon, html, vars, seen, nothing, hue, initials, offlineChip} from './ui/draw.js';
import {get, post, offlinePictures, command} from './server.js';

/* What this page knows of the artists */

/** Names and covers by id, for places that know an artist's id only. */
const known = new Map();
const asked = new Set();

export function learnName(id, name) {
  if (name) known.set(id, {...known.get(id), name});
}

export function learn(artist) {
  known.set(artist.id, {name: artist.name, genre: artist.genre, cover: artist.cover});
}

export function about(id) {
  if (id && !known.has(id)) ask(id);
  return known.get(id) ?? {};
}

export const artistName = id => about(id).name ?? 'an artist';

const FEW = 3;
const MOST = 200;

function ask(id) {
  if (asked.has(id)) return;
  asked.add(id);
  soon('names', readNames, 0);
}

/** Many names at once are in one list; an artist that is not among the newest, or deleted, is read by itself. */
async function readNames() {
  const unknown = () => [...asked].filter(id => !known.has(id));
  if (unknown().length > FEW) {
    const {items} = await get('/api/artists', {limit: MOST}).catch(() => ({items: []}));
    items.forEach(learn);
  }
  await Promise.all(unknown().map(async id => {
    try {
      learn(await get(`/api/artists/${id}`));
    } catch {
      setTimeout(() => asked.delete(id), 10_000);
    }
  }));
  invalidate();
}

/* How artists look */

/** Where pictures come from is said on each, unless every one is offline-made: then the now bar says it once. */
export const stamped = image => image?.offline && !offlinePictures();

/** A square picture of the artist; before there is one, the genre's colour and the initials. */
export function portrait(artist) {
  const {cover} = artist;
  return cover ? html`<span class="box square-box" ${vars({'--tone': cover.dominantColour ?? 'var(--surface)'})}>
      <img ${seen(cover.url)} alt="" width=${cover.width} height=${cover.height} decoding="async">
      ${stamped(cover) ? html`<span class="stamp">${offlineChip()}</span>` : nothing}</span>`
    : html`<span class="box square-box blank" ${vars({'--h': hue(artist.genre || '')})}><span class="blank-initials">${initials(artist.name || '')}</span></span>`;
}

/** How to have pictures and bios made by somebody else. */
export const providerSteps = () => html`<ol class="steps">
  <li><span>Stop Greenroom, and set <code>OPENAI_API_KEY</code> where you start it.</span></li>
  <li><span>Start it again. The next picture and the next bio use it.</span></li>
  <li><span>What was made offline stays, and says so. Each can be asked for again.</span></li></ol>`;

/* What one may ask for */

/** What a form sends for a persona: empty fields are left out of it. */
export const persona = draft => ({name: draft.name.trim(), genre: draft.genre.trim(), bio: draft.bio?.trim() || null,
  traits: draft.traits, style: draft.style?.trim() || null});

export async function createArtist(draft, key) {
  const made = await post('/api/artists', persona(draft), {key});
  learnName(made.id, draft.name.trim());
  return made;
}

export const save = (id, draft, revision, key) => command('PUT', `/api/artists/${id}`, persona(draft), {revision, key});
export const remove = id => command('DELETE', `/api/artists/${id}`);
export const restore = id => post(`/api/artists/${id}/restore`);
