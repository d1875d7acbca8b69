import type { Options } from 'tsup';
import { inlineFunction } from '../../tsup.shared.ts';

/** The file that the Terraform module's archive holds. */
const options: Options = { ...inlineFunction('src/terraform-handler.ts'), outDir: 'dist/bundle-terraform' };
export default options;
