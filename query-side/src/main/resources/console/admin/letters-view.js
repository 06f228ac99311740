import {html, nothing, repeat, invalidate, icon, number, moment} from '../ui/draw.js';
import {bones, refusal, setQuery} from '../ui/page.js';

const SETS = [['', 'All'], ['projections', 'Projections'], ['sagas', 'Sagas']];

/** @param of only those of projections, or of sagas; with `filters` the reader chooses */
export function lettersView(letters, {of = '', filters = false} = {}) {
  if (!letters.read) return letters.loading.slow ? bones('lines', 4) : nothing;
  const shown = letters.items.filter(it => !of || it.of === of);
  return html`${filters ? html`<div class="list-head"><div class="segments" role="group" aria-label="Whose">${SETS.map(([value, words]) => html`
      <button type="button" aria-pressed=${of === value} @click=${() => setQuery({of: value})}>${words}</button>`)}</div></div>` : nothing}
    ${Object.entries(letters.away).map(([house, error]) => error ? html`<p class="refusal" role="alert">${icon('warn')}<span>Those of the ${house} were not read: ${error.message}</span></p>` : nothing)}
    ${!shown.length ? html`<p class="empty" id="no-letters">None. Everything that happened was taken.</p>`
      : html`<table class="rows letters" id="letters"><thead><tr><th scope="col">Event</th><th scope="col">Failed in</th><th scope="col" class="reason">Reason</th><th scope="col" class="n">Tried</th>
          <th scope="col">Since</th><th scope="col"><span class="sr-only">What to do</span></th></tr></thead>
        <tbody>${repeat(shown, it => it.key, it => row(letters, it))}</tbody></table>
        ${letters.next.projections || letters.next.sagas ? html`<div class="more"><button type="button" @click=${() => letters.more()}>Show more</button></div>` : nothing}`}`;
}

const short = id => `${id.slice(0, 8)}…${id.slice(-3)}`;

function row(letters, it) {
  const open = letters.opened.has(it.key);
  const error = letters.errors.get(it.key);
  const busy = letters.busy.has(it.key);
  return html`<tr data-letter=${it.key} class=${open || error ? 'above' : ''}>
      <td class="name"><strong>${it.type}</strong><small>${it.position === null ? 'command to' : `${number(it.position)},`} <span class="mono">${short(it.streamId)}</span></small></td>
      <td>${it.consumer}</td>
      <td class="reason"><span class="clamp">${it.error}</span><button type="button" class="link" aria-expanded=${open} aria-label="Details of ${it.type}" @click=${() => toggle(letters, it)}>${open ? 'Less' : 'Details'}</button></td>
      <td class="n" data-label=${it.tries === 1 ? 'try' : 'tries'}>${it.tries}</td><td class="dim">${moment(it.parkedAt)}</td>
      <td class="act"><div class="buttons"><button type="button" class="row" aria-label="Retry ${it.type}" ?disabled=${busy} @click=${() => letters.retry(it)}>${busy ? 'Trying…' : 'Retry'}</button></div></td></tr>
    ${open || error ? html`<tr class="below"><td colspan="6">${refusal(error)}${open ? details(it) : nothing}</td></tr>` : nothing}`;
}

function toggle(letters, it) {
  if (!letters.opened.delete(it.key)) letters.opened.add(it.key);
  invalidate();
}

const details = it => html`<dl class="envelope">
    <div><dt>Thing</dt><dd class="mono">${it.streamId}</dd></div>
    <div><dt>Number</dt><dd class="mono">${it.id}</dd></div></dl>
  <pre class="stack" tabindex="0" aria-label="Why ${it.type} was not taken">${it.error}</pre>`;
