import type { ServiceManifest } from '../../core/service-manifest.ts';

/** Amazon EC2: the networks of a VPC. */
export const ec2Manifest: ServiceManifest = {
  id: 'ec2',
  load: async () => (await import('./service.ts')).createEc2Service,
};
