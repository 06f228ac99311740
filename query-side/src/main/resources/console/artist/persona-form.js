import {html, nothing, value, icon, count} from '../ui/draw.js';
import {Form, fieldView, textField, areaField} from '../ui/field.js';

export const GENRES = ['Synthwave', 'Ambient', 'Jazz', 'Metal', 'Folk', 'Hip-hop', 'Techno', 'Classical', 'Punk', 'Reggae', 'K-pop', 'Blues',
  'Lo-fi', 'House', 'Indie', 'Country'];
const MAX = {name: 80, genre: 60, bio: 2000, traits: 8, trait: 40, style: 200};

const tooLong = (word, text, max) => text.length > max ? `Shorten the ${word} by ${count(text.length - max, 'character')}: it may have ${max.toLocaleString('en-GB')}.` : null;

const rules = {
  name: d => d.name.trim() ? tooLong('name', d.name.trim(), MAX.name) : 'Give the artist a name.',
  genre: d => d.genre.trim() ? tooLong('genre', d.genre.trim(), MAX.genre) : 'Name a genre: pick one, or type your own.',
  bio: d => tooLong('bio', (d.bio ?? '').trim(), MAX.bio),
  traits: d => {
    const over = d.traits.length - MAX.traits;
    if (over > 0) return `Remove ${over === 1 ? 'one trait' : `${over} traits`}: an artist has at most ${MAX.traits}.`;
    const long = d.traits.find(t => t.length > MAX.trait);
    return long ? `Shorten “${long.slice(0, 20)}…”: a trait has at most ${MAX.trait} characters.` : null;
  },
  style: d => tooLong('style', (d.style ?? '').trim(), MAX.style),
};

export const blank = () => ({name: '', genre: '', bio: '', traits: [], style: '', trait: ''});
export const draftOf = artist => ({name: artist.name, genre: artist.genre, bio: artist.bio ?? '', traits: [...artist.traits], style: artist.style ?? '', trait: ''});
export const personaForm = (id, draft, changed) => new Form(id, draft, rules, changed);

/** What was typed as a trait but not yet added counts as a trait. */
export function addTrait(form) {
  const words = (form.draft.trait ?? '').split(',').map(t => t.trim()).filter(Boolean);
  form.draft.trait = '';
  const traits = [...form.draft.traits];
  for (const word of words) if (!traits.some(t => t.toLowerCase() === word.toLowerCase())) traits.push(word);
  form.set('traits', traits);
}

function traitKey(form, event) {
  if (event.key === ',' || (event.key === 'Enter' && form.draft.trait.trim())) {
    event.preventDefault();
    addTrait(form);
    // What is typed before the next drawing must not come on top of the trait just added.
    event.target.value = '';
    form.leave('traits');
  } else if (event.key === 'Backspace' && !form.draft.trait && form.draft.traits.length) {
    form.set('traits', form.draft.traits.slice(0, -1));
  }
}

function dropTrait(form, trait) {
  form.set('traits', form.draft.traits.filter(t => t !== trait));
  form.focus('traits');
}

const traits = form => fieldView(form, 'traits', {label: 'Personality traits', max: MAX.traits, hint: 'Enter or a comma adds a trait.'}, ({id, error, described}) => html`
  <div class="traits ${error ? 'wrong' : ''}" @click=${event => { if (event.target === event.currentTarget) form.focus('traits'); }}>
    ${form.draft.traits.map(trait => html`<span class="trait">${trait}<button type="button" aria-label="Remove ${trait}" @click=${() => dropTrait(form, trait)}>${icon('close')}</button></span>`)}
    <input id=${id} type="text" autocomplete="off" ${value(form.draft.trait ?? '')} aria-invalid=${error ? 'true' : 'false'} aria-describedby=${described}
      placeholder=${form.draft.traits.length ? nothing : 'patient, dry, nocturnal'}
      @input=${event => { form.draft.trait = event.target.value; form.changed(); }} @keydown=${event => traitKey(form, event)}
      @blur=${() => { if (form.draft.trait.trim()) addTrait(form); form.leave('traits'); }}></div>`);

/** @param bioHint what an empty bio leads to */
export const personaFields = (form, bioHint) => html`
  <div class="pair">${textField(form, 'name', {label: 'Name', max: MAX.name, required: true})}
    ${textField(form, 'genre', {label: 'Genre', note: 'Pick or type', required: true, list: 'genres'})}</div>
  <datalist id="genres">${GENRES.map(genre => html`<option value=${genre}></option>`)}</datalist>
  ${areaField(form, 'bio', {label: 'Bio', max: MAX.bio, rows: 4, hint: bioHint})}
  ${traits(form)}
  ${textField(form, 'style', {label: 'Visual style', max: MAX.style, hint: 'What every picture of this artist looks like.'})}`;
