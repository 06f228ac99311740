import {html, nothing, seen, icon, ago, vars} from '../ui/draw.js';
import {cancel} from './send.js';
import {face, meter, stateChip} from './look.js';
import {captionOf, figures, isMany, isPartial, isRunning, nameOf, variantsOf} from './words.js';

/** One generation in the grid. Its box is of its final size from the start, whatever comes into it. */
export function tile(it, index) {
  const all = variantsOf(it);
  const shown = all.find(v => v.result) ?? all.find(v => v.progress?.preview) ?? all.find(isRunning) ?? all[0];
  const quiet = it.state === 'succeeded' && !isPartial(it);
  return html`<li class="tile" data-generation=${it.id} data-state=${it.state}>
    <a id="cell-${it.id}" data-cell href="/generations/${it.id}" tabindex=${index ? -1 : 0}>${face(shown)}
      <span class="tile-name">${nameOf(it, 120)}</span>
      <span class="tile-words">${figures(it) || (it.artistId ? it.prompt ? captionOf(it) : 'From the persona' : label(it))}</span></a>
    ${meter(it)}
    ${quiet ? html`<p class="tile-state quiet">${strip(it, all)}<span>${it.kind === 'image' ? `seed ${it.seed} · ` : ''}${ago(it.requestedAt)}</span></p>`
      : html`<p class="tile-state">${strip(it, all)}${stateChip(it)}
        ${isRunning(it) ? html`<button type="button" class="quiet square row" aria-label="Cancel ${nameOf(it)}" @click=${() => cancel(it.id)}>${icon('close')}</button>` : nothing}</p>`}</li>`;
}

const label = it => it.kind === 'image' ? [`${it.width} × ${it.height}`, isMany(it) ? `${it.variants.length} variants` : ''].filter(Boolean).join(', ') : isMany(it) ? `${it.variants.length} texts` : 'Text';

/** The variants beside each other, the size of a stamp; a single one is in the box already. */
function strip(it, all) {
  if (all.length < 2) return nothing;
  return html`<span class="strip" aria-hidden="true">${all.slice(0, 4).map(({number, state, result}) => html`<i class=${state} ${vars({'--tone': result?.image?.dominantColour ?? ''})}>
    ${result?.image ? html`<img ${seen(`${result.image.url}/thumbnail`)} alt="" width="22" height="22">` : number}</i>`)}</span>`;
}
