import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The plug-in's Python package. */
export const PLUGIN_DIRECTORY: string = fileURLToPath(new URL('../../../localstack-plugin/', import.meta.url));

/** Directory of packages in LocalStack's image. */
export const SITE_PACKAGES = '/opt/code/localstack/.venv/lib/python3.13/site-packages';

/** The files by which Python knows an installed package and its entry points, made from its `pyproject.toml`: path → text. */
export function distInfo(pyproject: string = readFileSync(`${PLUGIN_DIRECTORY}pyproject.toml`, 'utf8')): Record<string, string> {
  const value = (name: string): string => new RegExp(`^${name} = "(.*)"$`, 'm').exec(pyproject)?.[1] ?? '';
  const sections = [...pyproject.matchAll(/^\[project\.entry-points\."(.+)"\]\n((?:.+\n?)*)/gm)].map(
    ([, group, entries = '']) => `[${group}]\n${entries.replaceAll('"', '')}`,
  );
  const directory = `${value('name').replaceAll('-', '_')}-${value('version')}.dist-info`;
  return {
    [`${directory}/METADATA`]: `Metadata-Version: 2.1\nName: ${value('name')}\nVersion: ${value('version')}\n`,
    [`${directory}/entry_points.txt`]: sections.join('\n'),
  };
}
