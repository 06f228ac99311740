import {html, nothing} from '../ui/draw.js';
import {artistName} from '../studio.js';
import {labelOf, whoMade} from './words.js';

/* A prompt by where each part of it comes from. */

const ROLES = {instructions: ['', 'Instructions'], style: ['style', 'Style'], subject: ['persona', 'Subject'], wish: ['you', 'You'], enhancer: ['style', 'Finish'],
  safety: ['', 'Safety'], avoid: ['', 'Not to be seen']};

/** "Watercolour v1", "preset Vinyl cover v1", "Mara Solvei at revision 40", "your words". */
function origin(from, role) {
  if (from === 'request') return 'your words';
  const [kind, reference = ''] = from.split(':');
  const version = from.split('@')[1];
  if (kind === 'artist') {
    const id = reference.split('@')[0];
    return html`<a class="quiet-link" href="/artists/${id}/history">${artistName(id)} at revision ${version}</a>`;
  }
  if (!reference) return `always, by Greenroom v${version ?? 1}`;
  return `${kind === role ? '' : `${kind} `}${labelOf(reference)}${version ? ` v${version}` : ''}`;
}

export const partsView = parts => html`<dl class="parts" id="parts">${parts.map(({role, text, origin: from}) => {
  const [tone, title] = ROLES[role] ?? ['', role];
  return html`<div class="part ${tone}" data-role=${role} data-origin=${from}><dt>${title}<small>${origin(from, role)}</small></dt><dd>${text}</dd></div>`;
})}</dl>`;

export const length = parts => parts.reduce((sum, it) => sum + it.text.length, 0);

/** Who is asked, one after another. */
export const chainWords = chain => chain?.length ? chain.map(whoMade).join('; then ') : nothing;
