import {html, nothing, vars, seen, chip, icon, hue, offlineChip} from '../ui/draw.js';
import {about, stamped} from '../studio.js';
import {isRunning, percentOf, stateOf, failureWords, captionOf} from './words.js';

/** The five stages end at these percents; a segment is as wide as its share. */
const ENDS = [10, 20, 70, 90, 100];

export function meter(it) {
  const percent = percentOf(it);
  return html`<span class="meter ${isRunning(it) ? '' : 'over'}" aria-hidden="true">${ENDS.map((end, i) => {
    const start = i ? ENDS[i - 1] : 0;
    const fill = Math.min(1, Math.max(0, (percent - start) / (end - start)));
    return html`<i class="m${end - start}" ${vars({'--fill': `${Math.round(fill * 100)}%`})}></i>`;
  })}</span>`;
}

export const stateChip = it => chip(...stateOf(it));

const ratio = it => it.kind === 'image' && it.width ? `${it.width} / ${it.height}` : '4 / 5';

/**
 * What there is to see of a variant: its result, else the last preview, else a box of the final size.
 *
 * @param whole in its own proportions and size; else cropped, from the thumbnail
 */
export function face(variant, {whole = false} = {}) {
  const {image, text} = variant.result ?? {};
  const size = vars({'--ratio': whole ? ratio(variant) : '4 / 5', '--tone': image?.dominantColour ?? 'var(--surface)', '--h': hue(about(variant.artistId).genre ?? variant.prompt ?? '')});
  if (image) {
    return html`<span class="box ${image.fresh ? 'fresh' : ''}" ${size}>${variant.preview ? html`<img class="under" src=${variant.preview} alt="" @error=${hide}>` : nothing}<img ${seen(whole ? image.url : `${image.url}/thumbnail`)} alt=${image.altText || captionOf(variant)}
      width=${image.width} height=${image.height} decoding="async">${stamped(image) ? html`<span class="stamp">${offlineChip()}</span>` : nothing}</span>`;
  }
  if (text) return html`<span class="box text" ${size}><span>${text}</span></span>`;
  if (isRunning(variant)) return html`<span class="box ${waitingFace(variant)}" ${size}>${variant.kind === 'image' ? preview(variant) : html`<i></i><i></i><i></i><i></i><i></i>`}</span>`;
  const failed = variant.state === 'failed';
  return html`<span class="box ${failed ? 'broken' : 'stopped'}" ${size}>${icon(failed ? 'warn' : 'cancel')}<span>${failed ? failureWords(variant) : 'Cancelled.'}</span></span>`;
}

const waitingFace = variant => variant.kind === 'image' ? variant.state === 'pending' || variant.progress?.stage === 'queued' ? 'bare' : 'glow' : 'skeleton';

// A preview may be gone by the time that it is asked for.
const hide = event => { event.target.hidden = true; };
const show = event => { event.target.hidden = false; };
const preview = ({progress}) => progress?.preview ? html`<img class="preview-image" src=${progress.preview} alt="" @error=${hide} @load=${show}>` : nothing;
