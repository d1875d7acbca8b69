import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { API_METADATA } from '../src/core/api-metadata.ts';
import { apiModel } from '../src/core/api-model.ts';
import { ServiceCatalogue } from '../src/core/service-catalogue.ts';
import { routeRequest } from '../src/http/service-route.ts';
import { CATALOGUE } from '../src/services/catalogue.ts';
import { SERVICE_FOLDERS, servedOperations } from './service-folders.ts';

const catalogue = new ServiceCatalogue(CATALOGUE);
const POST = { method: 'POST', path: '/', query: '', headers: {}, body: Buffer.of(), signal: new AbortController().signal };

describe('the catalogue', () => {
  it('has the manifest of every folder under services, in the order of their names', () => {
    expect(catalogue.ids).toEqual([...SERVICE_FOLDERS].sort());
  });

  it('refuses two manifests of one id', () => {
    expect(() => new ServiceCatalogue([...CATALOGUE, ...CATALOGUE.slice(0, 1)])).toThrow(
      'Service application-autoscaling has two manifests',
    );
  });

  it.each(SERVICE_FOLDERS)('%s has a manifest, permissions and a model with its operations', (id) => {
    const { operations } = apiModel(id);

    expect(existsSync(new URL(`../models/${id}.permissions.json`, import.meta.url))).toBe(true);
    expect(Object.keys(operations)).toEqual(servedOperations(id).sort());
  });

  // `python libs/emulator/models/generate.py --metadata` writes the table.
  it('has the metadata of the models', () => {
    const ofModels = Object.fromEntries(
      SERVICE_FOLDERS.map((id) => {
        const { endpointPrefix, protocol, serviceId, signingName = endpointPrefix } = apiModel(id).metadata;
        return [id, { endpointPrefix, protocol, serviceId, signingName }];
      }),
    );

    expect(API_METADATA).toMatchObject(ofModels);
    expect(Object.keys(API_METADATA).sort()).toEqual([...SERVICE_FOLDERS].sort());
  });

  it('routes a request to the service that it is signed for', () => {
    for (const id of SERVICE_FOLDERS.filter((folder) => folder !== 'sagemaker-runtime')) {
      const scope = { accessKeyId: 'test', region: 'us-east-1', service: API_METADATA[id].signingName };
      expect(routeRequest(catalogue, scope, POST)?.id).toBe(id);
    }
    const sagemaker = { accessKeyId: 'test', region: 'us-east-1', service: 'sagemaker' };
    const invocation = { ...POST, path: '/endpoints/e/invocations' };
    expect(routeRequest(catalogue, sagemaker, invocation)?.id).toBe('sagemaker-runtime');
    expect(routeRequest(catalogue, { accessKeyId: 'test', region: '' }, POST)?.id).toBe('s3');
    expect(routeRequest(catalogue, { accessKeyId: 'test', region: '', service: 'dynamodb' }, POST)).toBeUndefined();
  });

  it('has the code with which each service refuses invalid input', () => {
    const codes = Object.fromEntries(CATALOGUE.map(({ id, errors }) => [id, errors?.invalidInput]));

    expect(codes).toMatchObject({ iam: 'ValidationError', logs: 'InvalidParameterException', s3: 'InvalidRequest' });
    expect(codes).toMatchObject({ kms: undefined, sagemaker: undefined, stepfunctions: undefined });
  });
});
