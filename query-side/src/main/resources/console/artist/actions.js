import {post, command, newKey} from '../api.js';
import {expect} from '../generation/store.js';
import {learnName} from './names.js';

/** What a form sends for a persona: empty fields are left out of it. */
export const persona = draft => ({name: draft.name.trim(), genre: draft.genre.trim(), bio: draft.bio?.trim() || null,
  traits: draft.traits, style: draft.style?.trim() || null});

export async function createArtist(draft, key) {
  const made = await post('/api/artists', persona(draft), {key});
  learnName(made.id, draft.name.trim());
  return made;
}

export async function askForBio(artistId, {instruction = null} = {}, key = newKey()) {
  const {id} = await post(`/api/artists/${artistId}/bio`, instruction ? {instruction} : {}, {key});
  expect({id, artistId, kind: 'bio', prompt: instruction});
  return id;
}

export async function askForImage(artistId, {prompt = null, seed = null} = {}, key = newKey()) {
  const body = {};
  if (prompt) body.prompt = prompt;
  if (seed !== null) body.seed = seed;
  const {id} = await post(`/api/artists/${artistId}/images`, body, {key});
  expect({id, artistId, kind: 'image', prompt, seed});
  return id;
}

export const save = (id, draft, revision, key) => command('PUT', `/api/artists/${id}`, persona(draft), {revision, key});
export const remove = id => command('DELETE', `/api/artists/${id}`);
export const restore = id => post(`/api/artists/${id}/restore`);
