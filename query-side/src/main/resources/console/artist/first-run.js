import {html, nothing, invalidate, key} from '../ui/draw.js';
import {refusal, navigate} from '../ui/page.js';
import {newKey, offlinePictures} from '../server.js';
import {createArtist, providerSteps} from '../studio.js';
import {askForBio, askForImage} from '../generation/send.js';

const STARTS = [
  {genre: 'Synthwave', name: 'Ilse Marlow', traits: ['restless', 'dry'], style: 'neon rim light, violet and magenta, a low sun',
    words: 'Drives at night and sings to the dashboard. Every chorus ends a kilometre before the sea.'},
  {genre: 'Blues', name: 'Josiah Bell', traits: ['patient', 'wry'], style: 'thick brush strokes, deep blue, one warm lamp',
    words: 'Keeps one lamp lit for the late ferry, and writes down what the passengers hum.'},
  {genre: 'Reggae', name: 'Amara Quill', traits: ['generous', 'proud'], style: 'cut paper, warm stripes, palms at noon',
    words: 'Tunes the bass to the tide, and lets the horns come in when the boats do.'},
];
const keys = new Map();
let busy = null;
let error = null;

/** One click: the artist, its bio and its first portrait. A second try after a lost answer makes no second artist. */
async function start(it) {
  busy = it;
  error = null;
  invalidate();
  if (!keys.has(it)) keys.set(it, [newKey(), newKey(), newKey()]);
  const [create, bio, image] = keys.get(it);
  try {
    const {id} = await createArtist({...it, bio: null}, create);
    await Promise.all([askForBio(id, {}, bio), askForImage(id, {}, image)]);
    keys.delete(it);
    navigate(`/artists/${id}`);
  } catch (problem) {
    error = problem;
  }
  busy = null;
  invalidate();
}

export const firstRun = () => html`<div class="screen first-run">
  <header class="first-head"><div><h1 tabindex="-1">No artists yet</h1>
    <p>Try one: moments later an artist stands here with a name, a bio and a portrait. Or begin with a name of your own.</p></div>
    <a class="button filled" id="new-artist" href="/artists/new">New artist ${key('n')}</a></header>
  ${refusal(error)}
  <ul class="starts">${STARTS.map(it => html`<li>
    <img class="sketch" src="/console/artist/sketch-${it.genre.toLowerCase()}.svg" width="400" height="400" alt="">
    <div class="start-head"><div><h2>${it.genre}</h2><p>${it.name}, ${it.traits.join(', ')}</p></div>
      <button type="button" id="try-${it.genre.toLowerCase()}" ?disabled=${busy} @click=${() => start(it)}>${busy === it ? 'Making…' : `Try ${it.genre.toLowerCase()}`}</button></div>
    <p class="start-words">${it.words}</p></li>`)}</ul>
  ${offlinePictures() ? html`<section class="first-foot" aria-label="Where pictures come from">
    <div><h2>Pictures are made offline until you set a provider</h2>
      <p>A procedure on this machine draws them: free, no key, nothing leaves the machine. They follow the genre and the seed, hardly the words. Each says in its file that it was made so.</p></div>
    <div><h2>How to set one</h2>${providerSteps()}</div></section>` : nothing}
</div>`;
