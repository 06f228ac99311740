import {html, nothing, invalidate} from '../ui/draw.js';
import {openDialog, closeDialog, refusal} from '../ui/page.js';
import {Form, areaField, textField} from '../ui/field.js';
import {newKey, offlinePictures, offlineTexts} from '../server.js';
import {askForBio, askForImage} from './send.js';
import {wordsRule, seedRule} from './rules.js';

const rules = {prompt: d => wordsRule(d.prompt), seed: d => seedRule(d.seed)};
const drafts = new Map();

/** @param filled prompt and seed to begin with; what was typed before and not sent is never overwritten by it */
export function askPortrait(artist, filled = null) {
  const before = drafts.get(artist.id);
  const draft = before && (before.prompt || before.seed) ? before : {prompt: filled?.prompt ?? '', seed: filled?.seed != null ? String(filled.seed) : ''};
  drafts.set(artist.id, draft);
  const ask = asking(draft, rules, () => askForImage(artist.id, {prompt: draft.prompt.trim() || null, seed: draft.seed.trim() ? Number(draft.seed) : null}, ask.key),
    () => drafts.delete(artist.id));
  openDialog({title: `A portrait of ${artist.name}`, kind: 'small', view: () => html`<form id="ask-form" novalidate @submit=${ask.submit}>
    ${areaField(ask.form, 'prompt', {label: 'What to show', max: 1000, rows: 3, first: true, hint: 'Optional. It comes on top of the persona and the style.'})}
    ${textField(ask.form, 'seed', {label: 'Seed', note: 'Optional', inputmode: 'numeric', hint: 'The same seed and words draw alike. Empty takes a random one.'})}
    ${offlinePictures() ? html`<p class="hint">The offline provider draws it: it follows the genre and the seed, hardly the words.</p>` : nothing}
    <p class="hint"><a class="quiet-link" id="ask-more" href=${moreOf(artist, draft)} @click=${closeDialog}>Style, size, variants and what it may cost</a></p>
    ${ask.foot('Generate')}</form>`});
}

const moreOf = (artist, {prompt, seed}) => `/generations/new?${new URLSearchParams({artist: artist.id, kind: 'image', ...(prompt && {prompt}), ...(seed && {seed})})}`;

export function askText(artist, instruction = '') {
  const draft = {prompt: instruction};
  const ask = asking(draft, {prompt: rules.prompt}, () => askForBio(artist.id, {instruction: draft.prompt.trim() || null}, ask.key));
  openDialog({title: artist.bio ? 'Refine the bio' : 'Write a bio', kind: 'small', view: () => html`<form id="ask-form" novalidate @submit=${ask.submit}>
    ${areaField(ask.form, 'prompt', {label: artist.bio ? 'What should change' : 'What it should say', max: 1000, rows: 3, first: true, hint: 'Optional.',
      placeholder: artist.bio ? 'Less mystical, more Bergen' : nothing})}
    <p class="hint">${artist.bio ? 'It replaces the bio, unless you change the bio before it comes: then it waits for you.' : 'It is made from the name, the genre and the traits.'}
      ${offlineTexts() ? 'The offline provider writes it, and hardly follows the words.' : ''}</p>
    ${ask.foot(artist.bio ? 'Refine' : 'Write')}</form>`});
}

function asking(draft, fieldRules, send, sent = () => {}) {
  const ask = {busy: false, error: null, key: newKey(), form: null};
  ask.form = new Form('ask', draft, fieldRules, () => { if (!ask.busy && ask.error) ask.key = newKey(); invalidate(); });
  ask.submit = async event => {
    event.preventDefault();
    if (ask.busy) return;
    const wrong = ask.form.check();
    if (wrong) { invalidate(); return requestAnimationFrame(() => ask.form.focus(wrong)); }
    Object.assign(ask, {busy: true, error: null});
    invalidate();
    try {
      await send();
      sent();
      closeDialog();
    } catch (error) {
      const field = ask.form.refuse((error.fields ?? []).map(e => e.field === 'instruction' ? {...e, field: 'prompt'} : e));
      ask.error = field ? null : error;
    }
    ask.busy = false;
    invalidate();
  };
  ask.foot = word => html`${refusal(ask.error)}<footer class="dialog-foot"><button type="button" @click=${closeDialog}>Cancel</button>
    <button type="submit" class="filled" id="ask-submit" ?disabled=${ask.busy}>${ask.busy ? 'Asking…' : word}</button></footer>`;
  return ask;
}
