import {get} from '../api.js';
import {invalidate} from '../ui/frame.js';

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

async function ask(id) {
  if (asked.has(id)) return;
  asked.add(id);
  try {
    learn(await get(`/api/artists/${id}`));
    invalidate();
  } catch {
    setTimeout(() => asked.delete(id), 10_000);
  }
}
