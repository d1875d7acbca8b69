import { createHash } from 'node:crypto';
import { decodeFiles, encodeFiles } from '@stepmaker/pipeline-artifacts';

/**
 * The core stack's template with other scripts in it, in a separate place, as `nx synth infra` makes it of other sources.
 *
 * @param scripts texts by file name; a script that is not named stays as it is
 */
export function withScripts(templateBody: string, scripts: Readonly<Record<string, string>>): string {
  const template = JSON.parse(templateBody) as { Resources: { Files: { Properties: { Files: string } } } };
  const { Properties } = template.Resources.Files;
  const files = decodeFiles(Properties.Files);
  const [before = ''] = Object.keys(files).flatMap((key) => /^code\/[0-9a-f]{12}/.exec(key) ?? []);
  const after = `code/${createHash('sha256').update(JSON.stringify(scripts)).digest('hex').slice(0, 12)}`;
  const changed = Object.entries(files).map(([key, text]) => {
    const name = key.startsWith(`${before}/`) ? key.slice(before.length + 1) : undefined;
    return name === undefined ? [key, text] : [`${after}/${name}`, scripts[name] ?? text];
  });
  Properties.Files = encodeFiles(Object.fromEntries(changed));
  return JSON.stringify(template).replaceAll(before, after);
}
