import {html, nothing, vars, invalidate, soon, hue, initials, sentence} from '../ui/draw.js';
import {navigate, refusal, toast} from '../ui/page.js';
import {newKey, me} from '../server.js';
import {createArtist, persona, portrait} from '../studio.js';
import {askForBio, askForImage} from '../generation/send.js';
import {personaForm, personaFields, blank, addTrait} from './persona-form.js';

const KEPT = 'greenroom.new-artist';

/** The draft lives in this browser until the artist is made. With it the key of the last try, so that a reload makes no second artist. */
function kept() {
  try {
    return {...blank(), ...JSON.parse(localStorage.getItem(KEPT))};
  } catch {
    return blank();
  }
}

export function open() {
  const draft = kept();
  const form = personaForm('new', draft, () => { soon('draft', keep, 150); invalidate(); });
  const screen = {title: () => 'New artist', up: {to: '/artists', name: 'Artists'}, short: () => 'New artist', view, close: keep, busy: null, error: null, done: false};

  function keep() {
    if (screen.done || !touched(draft)) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, JSON.stringify(draft));
  }

  async function submit(event, withPortrait) {
    event.preventDefault();
    if (screen.busy) return;
    if (draft.trait?.trim()) addTrait(form);
    const wrong = form.check();
    if (wrong) {
      invalidate();
      return requestAnimationFrame(() => form.focus(wrong));
    }
    screen.busy = withPortrait ? 'portrait' : 'artist';
    screen.error = null;
    invalidate();
    const body = JSON.stringify(persona(draft));
    if (draft.sent !== body) Object.assign(draft, {sent: body, key: newKey()});
    keep();
    try {
      const {id} = await createArtist(draft, draft.key);
      screen.done = true;
      keep();
      if (withPortrait) await begin(id);
      navigate(`/artists/${id}`);
    } catch (error) {
      const field = form.refuse(error.fields ?? []);
      screen.error = field ? null : error;
      if (field) requestAnimationFrame(() => requestAnimationFrame(() => form.focus(field)));
    }
    screen.busy = null;
    invalidate();
  }

  async function begin(id) {
    try {
      await Promise.all([draft.bio.trim() ? null : askForBio(id), askForImage(id)]);
    } catch (error) {
      toast(`The artist is made, but the portrait was not asked for. ${error.message} Press Generate to try again.`, {tone: 'warn'});
    }
  }

  function view() {
    return html`<div class="create">
      <form id="new-artist-form" novalidate @submit=${event => submit(event, false)}>
        <div class="create-body">
          <nav class="crumbs" aria-label="Breadcrumb"><a href="/artists">Artists</a><span aria-hidden="true">/</span><span>New</span></nav>
          <h1 tabindex="-1">New artist</h1>
          ${personaFields(form, 'Leave it empty to have one written with the portrait.')}
          ${refusal(screen.error)}
        </div>
        <footer class="create-foot"><button type="submit" class="filled" id="create-artist" ?disabled=${screen.busy}>${screen.busy === 'artist' ? 'Creating…' : 'Create artist'}</button>
          <button type="button" id="create-with-portrait" ?disabled=${screen.busy} @click=${event => submit(event, true)}>${screen.busy === 'portrait' ? 'Creating…' : 'Create and make a portrait'}</button>
          <span class="kept">${touched(draft) ? 'Draft kept in this browser' : ''}</span></footer>
      </form>
      ${preview(draft)}
    </div>`;
  }
  return screen;
}

const touched = d => Boolean(d.name || d.genre || d.bio || d.traits.length || d.style);

function preview(draft) {
  const artist = {name: draft.name.trim(), genre: draft.genre.trim(), cover: null};
  const parts = promptParts(draft);
  return html`<section class="preview" aria-labelledby="preview-title">
    <p class="preview-head"><strong id="preview-title">Preview</strong> Drawn here while you type. No provider is called.</p>
    <div class="preview-card" ${vars({'--h': hue(artist.genre)})}>
      <div class="blank preview-cover"><span class="blank-initials">${initials(artist.name)}</span></div>
      <div class="preview-words"><p class="preview-name">${artist.name || 'Name'}</p><p class="preview-genre">${artist.genre || 'Genre'}</p>
        ${draft.bio.trim() ? html`<p class="preview-bio">${draft.bio.trim()}</p>` : html`<p class="preview-bio later">No bio yet. “Create and make a portrait” has one written.</p>`}
        ${draft.traits.length ? html`<p class="preview-traits">${draft.traits.map((t, i) => html`${i ? ', ' : ''}<span class=${i >= 8 ? 'over' : ''}>${i ? t : sentence(t)}</span>`)}</p>` : nothing}</div></div>
    <div class="preview-row">${portrait(artist)}<div><strong>${artist.name || 'Name'}</strong><span>${[artist.genre || 'Genre', draft.style.trim()].filter(Boolean).join(' · ')}</span></div><small>As in lists</small></div>
    <div class="parts-head"><h2>Prompt of the first portrait</h2><span>${parts.reduce((n, p) => n + p.words.length, 0)} characters</span></div>
    <dl class="parts">${parts.map(p => html`<div class="part ${p.tone}"><dt>${p.title}<small>${p.origin}</small></dt><dd>${p.words}</dd></div>`)}</dl>
    <dl class="facts-line"><div><dt>Pictures</dt><dd>${serves(me.provider?.image)}</dd></div><div><dt>Bio</dt><dd>${serves(me.provider?.text)}</dd></div></dl>
  </section>`;
}

const serves = name => name === 'offline' ? 'Offline provider, free' : name === 'openai' ? 'OpenAI' : name ?? '';

/** What a provider is told, by where each part comes from: the same words in the same order as the sagas' Prompts. */
export function promptParts({name, genre, traits, style}) {
  const subject = `${name.trim() || 'Name'}, ${genre.trim() || 'genre'} artist${traits.length ? ` (${traits.join(', ').toLowerCase()})` : ''}.`;
  return [
    {tone: 'style', title: 'Style', origin: style.trim() ? 'this draft' : 'none given', words: full(style) || 'A striking editorial picture of a music artist.'},
    {tone: 'persona', title: 'Persona', origin: 'this draft', words: subject},
    {tone: '', title: 'Safety', origin: 'always', words: 'The artist is invented. Do not depict or name real people, brands or trademarks, and keep it fit for a general audience. No text, letters or watermarks unless asked for.'},
  ];
}

const full = text => !text.trim() ? '' : /\p{P}$/u.test(text.trim()) ? text.trim() : `${text.trim()}.`;
