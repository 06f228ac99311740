/** Why a generation failed and what to do next. The server's own words come first. */
const NEXT = {
  PROVIDER_UNAVAILABLE: 'The provider could not be reached. Ask again in a while.',
  PROVIDER_TIMEOUT: 'The provider did not answer in time. Ask again.',
  RATE_LIMITED: 'The provider asked to slow down. Ask again in a minute.',
  INVALID_ANSWER: 'The provider’s answer could not be used. Ask again.',
  OUTCOME_UNKNOWN: 'Greenroom stopped during the call, so its outcome is not known. Ask again.',
  QUOTA_EXHAUSTED: 'The provider account’s quota is used up. Raise it with the provider.',
  BAD_CREDENTIALS: 'The provider refused the key. Check OPENAI_API_KEY and start Greenroom again.',
  REQUEST_REJECTED: 'The provider refused the request as it was put. Change the words and ask again.',
  CONTENT_REFUSED: 'The provider refused the content. Change the words and ask again.',
  DEADLINE_EXCEEDED: 'It did not end within its time. Ask again.',
  INTERNAL: 'Greenroom failed while it worked on this. Ask again; its log has more.',
};

export const failureWords = it => NEXT[it.failure?.code] ?? it.failure?.message ?? 'It failed. Ask again.';
