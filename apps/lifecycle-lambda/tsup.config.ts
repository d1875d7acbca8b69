import type { Options } from 'tsup';
import { inlineFunction } from '../../tsup.shared.ts';

/** The file that the template carries. */
const options: Options = inlineFunction('src/bundle.ts');
export default options;
