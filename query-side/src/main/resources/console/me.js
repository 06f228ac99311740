import {get} from './api.js';
import {invalidate} from './ui/frame.js';

/** Who is signed in, and which providers serve. */
export const me = {owner: null, provider: null, signedOut: false};

export async function loadMe() {
  try {
    Object.assign(me, await get('/api/me'), {signedOut: false});
  } catch (error) {
    me.signedOut = error.status === 401;
    if (!me.signedOut) setTimeout(loadMe, 3000);
  }
  invalidate();
  return !me.signedOut;
}

export const offlinePictures = () => me.provider?.image === 'offline';
export const offlineTexts = () => me.provider?.text === 'offline';
export const who = actor => actor === me.owner ? 'You' : actor.startsWith('saga:') ? `${actor.slice(5)} saga` : actor;
