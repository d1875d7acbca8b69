import { jsonFault as faultOf } from '@stepmaker/asl';

/** Why a text is not JSON, in the words of AWS's parser, which are the same for definitions and inputs; `undefined` where it is JSON. */
export function jsonFault(text: string): string | undefined {
  return text.trim() === '' ? 'No content to map due to end-of-input' : faultOf(text)?.message;
}
