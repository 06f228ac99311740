import {html, nothing, invalidate, icon, list} from '../ui/draw.js';
import {refusal, toast} from '../ui/page.js';
import {get, newKey} from '../server.js';
import {save, persona} from '../studio.js';
import {personaForm, personaFields, draftOf, addTrait} from './persona-form.js';

/** Editing in place. It saves over the revision it began with; when another was first, it says what differs and asks. */
export class Editor {
  constructor(artist, done) {
    Object.assign(this, {id: artist.id, base: artist, done, busy: false, error: null, theirs: null, key: newKey()});
    this.form = personaForm('edit', draftOf(artist), () => { this.key = newKey(); invalidate(); });
  }

  /** The artist has moved on while this form was open. A new picture changes no field, so the form just follows. */
  changed(artist) {
    if (artist.revision <= this.base.revision) return;
    if (!differing(this.base, artist).length) this.base = artist;
    else if (this.untouched()) {
      Object.assign(this.form.draft, draftOf(artist));
      this.base = artist;
    } else this.theirs = artist;
  }

  untouched() {
    return JSON.stringify(persona(this.form.draft)) === JSON.stringify(persona(draftOf(this.base)));
  }

  leave() {
    if (!this.untouched() && !confirm('Leave without saving? What you typed here is lost.')) return;
    this.done(false);
    invalidate();
  }

  async submit(event) {
    event?.preventDefault();
    if (this.busy) return;
    if (this.form.draft.trait?.trim()) addTrait(this.form);
    const wrong = this.form.check();
    if (wrong) { invalidate(); return requestAnimationFrame(() => this.form.focus(wrong)); }
    Object.assign(this, {busy: true, error: null});
    invalidate();
    try {
      await save(this.id, this.form.draft, this.base.revision, this.key);
      toast('Saved.');
      this.done(true);
    } catch (error) {
      await this.refused(error);
    }
    this.busy = false;
    invalidate();
  }

  async refused(error) {
    this.key = newKey();
    if (error.code === 'REVISION_MISMATCH') {
      const newest = await get(`/api/artists/${this.id}`).catch(() => null);
      if (!newest) { this.error = error; return; }
      // Only pictures came meanwhile: nothing that this form holds was changed by anybody else.
      if (!differing(this.base, newest).length) { this.base = newest; this.busy = false; return this.submit(); }
      this.theirs = newest;
      return;
    }
    const field = this.form.refuse(error.fields ?? []);
    this.error = field ? null : error;
    if (field) requestAnimationFrame(() => requestAnimationFrame(() => this.form.focus(field)));
  }

  takeTheirs() {
    Object.assign(this.form.draft, draftOf(this.theirs));
    Object.assign(this, {base: this.theirs, theirs: null});
    invalidate();
  }

  saveMine() {
    Object.assign(this, {base: this.theirs, theirs: null});
    this.submit();
  }

  view() {
    return html`<form class="artist-words edit-form" id="edit-form" novalidate @submit=${event => this.submit(event)} aria-label="Edit ${this.base.name}">
      <h1 tabindex="-1" class="edit-title">Edit ${this.base.name}</h1>
      ${this.theirs ? this.conflict() : nothing}
      ${personaFields(this.form)}
      ${refusal(this.error)}
      <div class="buttons"><button type="submit" class="filled" id="save" ?disabled=${this.busy || this.theirs}>${this.busy ? 'Saving…' : 'Save'}</button>
        <button type="button" id="cancel-edit" @click=${() => this.leave()}>Cancel</button><span class="hint">Saving makes revision ${this.base.revision + 1}.</span></div></form>`;
  }

  conflict() {
    const fields = differing(this.base, this.theirs);
    return html`<section class="conflict" role="alert" id="conflict">${icon('warn')}<div><h2>This artist changed while you typed</h2>
      <p>Somebody else, or another window, changed ${list(fields.map(([, words]) => words))}: it is at revision ${this.theirs.revision}, you began at ${this.base.revision}. Nothing is lost; choose which words stay.</p>
      <dl>${fields.map(([field, words]) => html`<div><dt>Their ${words}</dt><dd>${[].concat(this.theirs[field] || 'none').join(', ') || 'none'}</dd></div>`)}</dl>
      <div class="buttons"><button type="button" id="take-theirs" @click=${() => this.takeTheirs()}>Load theirs</button>
        <button type="button" class="danger" id="save-mine" @click=${() => this.saveMine()}>Save mine over it</button></div></div></section>`;
  }
}

const FIELDS = [['name', 'name'], ['genre', 'genre'], ['bio', 'bio'], ['traits', 'traits'], ['style', 'style']];
const differing = (a, b) => FIELDS.filter(([field]) => JSON.stringify(a[field] || '') !== JSON.stringify(b[field] || ''));
