import {toast} from '../ui/page.js';
import {newKey} from '../server.js';
import {save} from '../studio.js';
import {draftOf} from './persona-form.js';

/** Takes the offered bio: an edit of the persona at the revision that the reader saw. */
export async function takeOffer(page) {
  const {artist} = page;
  try {
    await save(artist.id, {...draftOf(artist), bio: artist.offeredBio.text}, artist.revision, newKey());
    toast('The new bio is taken.');
  } catch (error) {
    toast(error.code === 'REVISION_MISMATCH' ? 'Not taken: the artist changed a moment ago. Look at it again, then take it.' : `Not taken. ${error.message}`, {tone: 'warn'});
  }
  page.refresh();
}
