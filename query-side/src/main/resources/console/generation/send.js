import {ago, invalidate} from '../ui/draw.js';
import {navigate, place, toast} from '../ui/page.js';
import {address, newKey, post} from '../server.js';
import {generations, again, expect} from './work.js';
import {nameOf} from './words.js';

/**
 * Asks for a generation. When the same was asked for before, that one answers; a toast says so and can ask for a new one.
 *
 * @param body as the API takes it; what is null is left out
 */
export async function ask(body, {path = '/api/generations', fresh = false, key = newKey(), about = {}} = {}) {
  const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== ''));
  const answer = await post(address(path, {fresh: fresh || null}), given, {key});
  if (answer.hit) {
    await again(answer.id);
    const it = generations.get(answer.id);
    toast(`You have asked for this before: ${it ? `${nameOf(it, 40)}, ${ago(it.requestedAt)}` : 'here it is'}.`,
      {action: 'Make a new one', sign: 'spark', act: () => makeNew(() => ask(body, {path, fresh: true, about}))});
  } else expect({prompt: body.prompt ?? null, seed: body.seed ?? null, variants: body.variants ?? 1, kind: body.kind, artistId: body.artistId, ...about, id: answer.id});
  return answer;
}

async function makeNew(asking) {
  const before = place.path;
  try {
    const {id} = await asking();
    // Who has moved on is not called back.
    if (place.path === before && before.startsWith('/generations/')) navigate(`/generations/${id}`);
  } catch (error) {
    toast(`Not asked. ${error.message}`, {tone: 'warn'});
  }
}

export async function askForBio(artistId, {instruction = null} = {}, key) {
  return (await ask({instruction}, {path: `/api/artists/${artistId}/bio`, key, about: {artistId, kind: 'bio', prompt: instruction}})).id;
}

export async function askForImage(artistId, {prompt = null, seed = null} = {}, key) {
  return (await ask({prompt, seed}, {path: `/api/artists/${artistId}/images`, key, about: {artistId, kind: 'image'}})).id;
}

/** @param change {promptDelta, lockSeed, seed, variants} as the API takes it */
export async function regenerate(it, change, key = newKey()) {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null && value !== '' && value !== false));
  const {id} = await post(`/api/generations/${it.id}/regenerate`, given, {key});
  expect({id, artistId: it.artistId, kind: it.kind, prompt: it.prompt, seed: change.lockSeed ? it.seed : change.seed, variants: change.variants ?? it.variants.length});
  return id;
}

export async function cancel(id) {
  const it = generations.get(id);
  try {
    await post(`/api/generations/${id}/cancel`);
    toast(`Cancelled: ${nameOf(it)}.`);
  } catch (error) {
    if (error.code === 'GENERATION_FINISHED') toast('It had already ended.');
    else toast(`Not cancelled. ${error.message}`, {tone: 'warn'});
    again(id);
  }
  invalidate();
}
