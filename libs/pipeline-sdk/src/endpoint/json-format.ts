import type { BodyFormat } from './body-format.ts';
import { refuseNotFinite } from './instance.ts';

/** `{"instances": […]}` there, `{"predictions": […]}` back. */
export const jsonFormat: BodyFormat = {
  write(instances) {
    refuseNotFinite(instances);
    return JSON.stringify({ instances });
  },

  read(body) {
    const text = new TextDecoder().decode(body);
    let answer: { readonly predictions?: unknown };
    try {
      answer = JSON.parse(text) as { readonly predictions?: unknown };
    } catch (cause) {
      throw new TypeError(`The endpoint's answer is not JSON: ${text.slice(0, 200)}`, { cause });
    }
    if (!Array.isArray(answer?.predictions))
      throw new TypeError(`The endpoint answered without an array "predictions": ${text.slice(0, 200)}`);
    return answer.predictions;
  },
};
