import type { ListedTag } from '../../core/tags.ts';

/** The input of CreateTrail and UpdateTrail. The members that are not listed here are stored as they come. */
export interface TrailInput {
  readonly Name?: string;
  readonly S3BucketName?: string;
  readonly EnableLogFileValidation?: boolean;
  readonly IsOrganizationTrail?: boolean;
  readonly TagsList?: readonly ListedTag[];
}

/** The settings in a request, in the shape that trails are described by. */
export function trailSettings(input: TrailInput): Record<string, unknown> {
  const { Name: _name, TagsList: _tags, EnableLogFileValidation, ...rest } = input;
  return { ...rest, ...(EnableLogFileValidation === undefined ? {} : { LogFileValidationEnabled: EnableLogFileValidation }) };
}
