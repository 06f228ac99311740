import {html, nothing, vars} from '../ui/lit.js';
import {hue, initials} from '../ui/words.js';
import {offlineChip} from '../ui/icons.js';
import {offlinePictures} from '../me.js';

/** Where pictures come from is said on each, unless every one is offline-made: then the now bar says it once. */
export const stamped = image => image?.offline && !offlinePictures();

/** A square picture of the artist; before there is one, the genre's colour and the initials. */
export function portrait(artist, {eager = false, alt = ''} = {}) {
  const {cover} = artist;
  return cover ? html`<span class="box square-box" ${vars({'--tone': cover.dominantColour ?? 'var(--surface)'})}>
      <img src=${cover.url} alt=${alt} width=${cover.width} height=${cover.height} loading=${eager ? 'eager' : 'lazy'} decoding="async">
      ${stamped(cover) ? html`<span class="stamp">${offlineChip()}</span>` : nothing}</span>`
    : html`<span class="box square-box blank" ${vars({'--h': hue(artist.genre || '')})}><span class="blank-initials">${initials(artist.name || '')}</span></span>`;
}
