import {html, nothing, value, icon, number} from './draw.js';

/**
 * A form that checks a field when it is left and then on each key. `rules` gives per field a function from the draft to what
 * is wrong, in words that say what to do, or null.
 */
export class Form {
  constructor(id, draft, rules, changed) {
    Object.assign(this, {id, draft, rules, changed, left: new Set(), refused: {}});
  }

  set(field, value) {
    this.draft[field] = value;
    delete this.refused[field];
    this.changed();
  }

  leave(field) {
    this.left.add(field);
    this.changed();
  }

  error(field) {
    return this.refused[field] ?? (this.left.has(field) ? this.rules[field]?.(this.draft) ?? null : null);
  }

  /** Marks all fields as left. @return the first field that is wrong, or null */
  check() {
    for (const field of Object.keys(this.rules)) this.left.add(field);
    return Object.keys(this.rules).find(field => this.error(field)) ?? null;
  }

  /** Puts the server's field errors beside their fields: `traits[2]` belongs to `traits`. @return the first field, or null */
  refuse(errors) {
    const known = Object.keys(this.rules);
    for (const {field, message} of errors) {
      const name = known.find(it => field === it || field.startsWith(it + '[') || field.startsWith(it + '.') || field.endsWith('.' + it));
      if (name) this.refused[name] ??= message;
    }
    return known.find(it => this.refused[it]) ?? null;
  }

  focus(field) {
    document.getElementById(`${this.id}-${field}`)?.focus();
  }
}

/** Label above, counter right, error under. `control(attributes)` draws the input itself. */
export function fieldView(form, field, {label, note, hint, max}, control) {
  const id = `${form.id}-${field}`;
  const error = form.error(field);
  const content = form.draft[field] ?? '';
  const counter = max ? `${number(content.length)} of ${number(max)}` : note;
  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ');
  return html`<div class="field ${error ? 'wrong' : ''}">
    <div class="field-head"><label for=${id}>${label}</label><span class="counter ${max && content.length > max ? 'over' : ''}">${counter ?? ''}</span></div>
    ${control({id, error, described})}
    ${error ? html`<p class="field-error" id="${id}-error">${icon('warn')}<span>${error}</span></p>` : nothing}
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}</div>`;
}

export const textField = (form, field, options) => fieldView(form, field, options, ({id, error, described}) => html`
  <input id=${id} name=${field} type="text" ${value(form.draft[field] ?? '')} list=${options.list ?? nothing} autocomplete="off" inputmode=${options.inputmode ?? nothing}
    aria-invalid=${error ? 'true' : 'false'} aria-describedby=${described || nothing} aria-required=${options.required ? 'true' : nothing} placeholder=${options.placeholder ?? nothing}
    data-first=${options.first ? '' : nothing}
    @input=${event => form.set(field, event.target.value)} @blur=${() => form.leave(field)}>`);

export const areaField = (form, field, options) => fieldView(form, field, options, ({id, error, described}) => html`
  <textarea id=${id} name=${field} rows=${options.rows ?? 4} ${value(form.draft[field] ?? '')} aria-invalid=${error ? 'true' : 'false'}
    aria-describedby=${described || nothing} placeholder=${options.placeholder ?? nothing} data-first=${options.first ? '' : nothing}
    @input=${event => form.set(field, event.target.value)} @blur=${() => form.leave(field)}></textarea>`);

/** @param options pairs of value and words */
export const selectField = (form, field, {options, ...rest}) => fieldView(form, field, rest, ({id, error, described}) => html`
  <select id=${id} name=${field} aria-invalid=${error ? 'true' : 'false'} aria-describedby=${described || nothing} @change=${event => form.set(field, event.target.value)} @blur=${() => form.leave(field)}>
    ${options.map(([value, words]) => html`<option value=${value} ?selected=${String(form.draft[field]) === value}>${words}</option>`)}</select>`);
