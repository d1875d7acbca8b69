/** A word or phrase that is refused, and the words to use. Prose is checked with its line breaks and comment marks as single spaces. */
export const REFUSED_PHRASES = [
  [/\b(told|tells?|telling)\b/, 'Messages are sent, errors are returned, events are emitted, a page says.'],
  [/\bhears?\b/, 'Services receive and subscribe.'],
  [/\bmend(s|ed|ing)?\b/, 'Defects are fixed.'],
  [/\bnobody\b/, 'Say who can, or what is missing.'],
  [/\b(is|are|was|were) no (?!longer\b)/, 'Say what is: unknown, not found, not a number.'],
  [/\bthat there is not\b/, 'Say what is: unknown, missing.'],
  [/\b(goes|go|going|went) on\b/, 'Use continue.'],
  [/\b(takes?|took) up\b/, 'Use assume, adopt, continue.'],
  [/\bby order\b/, 'Use on request, injected.'],
  [/\bfor want of\b/, 'Use because of missing.'],
  [/\b(has|have) gone\b/, 'Use was deleted, was removed.'],
  [/\bof (its|their|our|his) own\b/, 'Use separate, its own.'],
  [/\bwhat is not\b/, 'Say what is.'],
];

/** A part of an identifier or of a file's name that is refused, and the words to use. */
export const REFUSED_NAMES = [
  [/^(told|tell|telling|tells)$/, 'Use emit, publish, notify, report.'],
  [/^(mend|mended)$/, 'Use fix or hint.'],
  [/^(nobody|elsewhere)$/, 'Name what it is.'],
  [/^(most|longest|shortest|fewest)$/, 'Use max or min.'],
];
