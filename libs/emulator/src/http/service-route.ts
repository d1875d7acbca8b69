import type { HttpRequest } from '../core/http-message.ts';
import type { ServiceCatalogue } from '../core/service-catalogue.ts';
import type { ServiceManifest } from '../core/service-manifest.ts';
import type { CredentialScope } from './credential-scope.ts';

/** Finds the service that a signed request is meant for. Returns undefined if the catalogue lacks it. */
export function routeRequest(
  catalogue: ServiceCatalogue,
  scope: CredentialScope,
  request: HttpRequest,
): ServiceManifest | undefined {
  if (scope.service === undefined) return catalogue.manifests.find(({ routing }) => routing?.signatureVersion2 === true);
  const candidates = catalogue.signedAs(scope.service);
  return (
    candidates.find(({ routing }) => routing?.claims?.(request) === true) ??
    candidates.find(({ routing }) => routing?.claims === undefined)
  );
}
