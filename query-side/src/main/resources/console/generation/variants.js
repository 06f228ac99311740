import {html, nothing, icon, sentence} from '../ui/draw.js';
import {copy, setQuery} from '../ui/page.js';
import {face, meter, stateChip} from './look.js';
import {attempt, figures, isMany, isRunning, spentOn, variantsOf} from './words.js';

/** All variants of a generation beside each other; the chosen one has the green frame and tells why it is so. */
export const variantsView = (page, it) => html`<ol class="variants n${Math.min(4, it.variants.length)} ${it.kind}" id="variants">${variantsOf(it).map(v => variant(page, it, v))}</ol>`;

function variant(page, it, v) {
  const {image, text, data} = v.result ?? {};
  const chosen = isMany(it) && page.chosen === v.number;
  return html`<li class="variant ${chosen ? 'on' : ''}" data-variant=${v.number} data-state=${v.state}>
    ${image ? html`<a class="variant-face" href="?variant=${v.number}&open=1" aria-label="Open variant ${v.number}">${face(v, {whole: true})}</a>`
      : text ? words(text, data) : html`<div class="variant-face">${face(v, {whole: true})}</div>`}
    ${meter(v)}
    <div class="variant-head">${isMany(it) ? html`<button type="button" class="variant-no" aria-pressed=${chosen} aria-label="Variant ${v.number}: tell why" @click=${() => setQuery({variant: v.number, open: ''})}>${v.number}</button>` : nothing}
      ${stateChip(v)}<span class="variant-seed">${v.seed == null ? nothing : html`seed <span class="mono">${v.seed}</span>
        <button type="button" class="quiet square row" aria-label="Copy the seed of variant ${v.number}" @click=${() => copy(String(v.seed))}>${icon('copy')}</button>`}</span></div>
    <p class="variant-note">${isRunning(v) ? figures(v) || attempt(v) || 'Waits for its turn' : spentOn(v)}</p>
    ${actions(page, it, v)}</li>`;
}

function actions(page, it, v) {
  const {image, text} = v.result ?? {};
  return html`<div class="buttons variant-acts">
    ${v.seed == null || (isRunning(it) && !v.result) ? nothing : html`<button type="button" class="row" data-act="use-seed" @click=${() => page.again.begin({seed: v.seed, variants: 1})}>${icon('spark')}<span>Use <span class="wide">this </span>seed</span></button>`}
    ${image ? html`<a class="button row" href=${image.url} download="${it.id}-${v.number}.${image.mediaType.split('/')[1]}">${icon('download')}<span class="wide">Download</span></a>` : nothing}
    ${text ? html`<button type="button" class="row" @click=${() => copy(text)}>${icon('copy')}Copy</button>` : nothing}</div>`;
}

/** A text to read; what a task answered besides it follows as a list. */
function words(text, data) {
  const rest = Object.entries(data ?? {}).filter(([, value]) => value !== text && value !== null && value !== '');
  return html`<div class="variant-text"><p class="generation-text">${text}</p>
    ${rest.length ? html`<dl class="data">${rest.map(([name, value]) => html`<div><dt>${sentence(name.replace(/([A-Z])/g, ' $1').toLowerCase())}</dt><dd>${told(value)}</dd></div>`)}</dl>` : nothing}</div>`;
}

function told(value) {
  if (Array.isArray(value)) return html`<ul>${value.map(it => html`<li>${told(it)}</li>`)}</ul>`;
  if (value && typeof value === 'object') return Object.entries(value).map(([name, it]) => html`<span>${sentence(name)}: ${told(it)}</span>`);
  return String(value);
}
