import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { bucketAccess } from './bucket-access.ts';
import { hideAbsence } from './hidden-absence.ts';
import { abortMultipartUpload } from './operations/abort-multipart-upload.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { createMultipartUpload } from './operations/create-multipart-upload.ts';
import { deleteBucket } from './operations/delete-bucket.ts';
import { deleteBucketCors } from './operations/delete-bucket-cors.ts';
import { deleteBucketEncryption } from './operations/delete-bucket-encryption.ts';
import { deleteBucketLifecycle } from './operations/delete-bucket-lifecycle.ts';
import { deleteBucketOwnershipControls } from './operations/delete-bucket-ownership-controls.ts';
import { deleteBucketPolicy } from './operations/delete-bucket-policy.ts';
import { deleteBucketTagging } from './operations/delete-bucket-tagging.ts';
import { deleteBucketWebsite } from './operations/delete-bucket-website.ts';
import { deleteObject } from './operations/delete-object.ts';
import { deleteObjectTagging } from './operations/delete-object-tagging.ts';
import { deleteObjects } from './operations/delete-objects.ts';
import { deletePublicAccessBlock } from './operations/delete-public-access-block.ts';
import { getBucketAccelerateConfiguration } from './operations/get-bucket-accelerate-configuration.ts';
import { getBucketAcl } from './operations/get-bucket-acl.ts';
import { getBucketCors } from './operations/get-bucket-cors.ts';
import { getBucketEncryption } from './operations/get-bucket-encryption.ts';
import { getBucketLifecycleConfiguration } from './operations/get-bucket-lifecycle-configuration.ts';
import { getBucketLocation } from './operations/get-bucket-location.ts';
import { getBucketLogging } from './operations/get-bucket-logging.ts';
import { getBucketNotificationConfiguration } from './operations/get-bucket-notification-configuration.ts';
import { getBucketOwnershipControls } from './operations/get-bucket-ownership-controls.ts';
import { getBucketPolicy } from './operations/get-bucket-policy.ts';
import { getBucketPolicyStatus } from './operations/get-bucket-policy-status.ts';
import { getBucketReplication } from './operations/get-bucket-replication.ts';
import { getBucketRequestPayment } from './operations/get-bucket-request-payment.ts';
import { getBucketTagging } from './operations/get-bucket-tagging.ts';
import { getBucketVersioning } from './operations/get-bucket-versioning.ts';
import { getBucketWebsite } from './operations/get-bucket-website.ts';
import { getObject } from './operations/get-object.ts';
import { getObjectAcl } from './operations/get-object-acl.ts';
import { getObjectAttributes } from './operations/get-object-attributes.ts';
import { getObjectLockConfiguration } from './operations/get-object-lock-configuration.ts';
import { getObjectTagging } from './operations/get-object-tagging.ts';
import { getPublicAccessBlock } from './operations/get-public-access-block.ts';
import { headBucket } from './operations/head-bucket.ts';
import { headObject } from './operations/head-object.ts';
import { listBuckets } from './operations/list-buckets.ts';
import { listMultipartUploads } from './operations/list-multipart-uploads.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects } from './operations/list-objects.ts';
import { listObjectsV2 } from './operations/list-objects-v2.ts';
import { listParts } from './operations/list-parts.ts';
import { putBucketAccelerateConfiguration } from './operations/put-bucket-accelerate-configuration.ts';
import { putBucketAcl } from './operations/put-bucket-acl.ts';
import { putBucketCors } from './operations/put-bucket-cors.ts';
import { putBucketEncryption } from './operations/put-bucket-encryption.ts';
import { putBucketLifecycleConfiguration } from './operations/put-bucket-lifecycle-configuration.ts';
import { putBucketLogging } from './operations/put-bucket-logging.ts';
import { putBucketNotificationConfiguration } from './operations/put-bucket-notification-configuration.ts';
import { putBucketOwnershipControls } from './operations/put-bucket-ownership-controls.ts';
import { putBucketPolicy } from './operations/put-bucket-policy.ts';
import { putBucketRequestPayment } from './operations/put-bucket-request-payment.ts';
import { putBucketTagging } from './operations/put-bucket-tagging.ts';
import { putBucketVersioning } from './operations/put-bucket-versioning.ts';
import { putObject } from './operations/put-object.ts';
import { putObjectAcl } from './operations/put-object-acl.ts';
import { putObjectTagging } from './operations/put-object-tagging.ts';
import { putPublicAccessBlock } from './operations/put-public-access-block.ts';
import { uploadPart } from './operations/upload-part.ts';
import { uploadPartCopy } from './operations/upload-part-copy.ts';
import { openS3 } from './s3.ts';

/** Amazon S3: buckets in the store, objects in files under the data directory. */
export function createS3Service(runtime: Runtime): Service {
  const s3 = openS3(runtime);
  return {
    id: 's3',
    start: () => {
      s3.notifications.start();
      return s3.files.sweep();
    },
    stop: () => s3.notifications.stop(),
    ...bucketAccess(s3),
    operations: {
      AbortMultipartUpload: abortMultipartUpload(s3),
      CompleteMultipartUpload: completeMultipartUpload(s3),
      CopyObject: hideAbsence(runtime, copyObject(s3)),
      CreateBucket: createBucket(s3),
      CreateMultipartUpload: createMultipartUpload(s3),
      DeleteBucket: deleteBucket(s3),
      DeleteBucketCors: deleteBucketCors(s3),
      DeleteBucketEncryption: deleteBucketEncryption(s3),
      DeleteBucketLifecycle: deleteBucketLifecycle(s3),
      DeleteBucketOwnershipControls: deleteBucketOwnershipControls(s3),
      DeleteBucketPolicy: deleteBucketPolicy(s3),
      DeleteBucketTagging: deleteBucketTagging(s3),
      DeleteBucketWebsite: deleteBucketWebsite(s3),
      DeleteObject: deleteObject(s3),
      DeleteObjectTagging: deleteObjectTagging(s3),
      DeleteObjects: deleteObjects(s3, runtime.aws),
      DeletePublicAccessBlock: deletePublicAccessBlock(s3),
      GetBucketAccelerateConfiguration: getBucketAccelerateConfiguration(s3),
      GetBucketAcl: getBucketAcl(s3),
      GetBucketCors: getBucketCors(s3),
      GetBucketEncryption: getBucketEncryption(s3),
      GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration(s3),
      GetBucketLocation: getBucketLocation(s3),
      GetBucketLogging: getBucketLogging(s3),
      GetBucketNotificationConfiguration: getBucketNotificationConfiguration(s3),
      GetBucketOwnershipControls: getBucketOwnershipControls(s3),
      GetBucketPolicy: getBucketPolicy(s3),
      GetBucketPolicyStatus: getBucketPolicyStatus(s3),
      GetBucketReplication: getBucketReplication(s3),
      GetBucketRequestPayment: getBucketRequestPayment(s3),
      GetBucketTagging: getBucketTagging(s3),
      GetBucketVersioning: getBucketVersioning(s3),
      GetBucketWebsite: getBucketWebsite(s3),
      GetObject: hideAbsence(runtime, getObject(s3)),
      GetObjectAcl: getObjectAcl(s3),
      GetObjectAttributes: hideAbsence(runtime, getObjectAttributes(s3)),
      GetObjectLockConfiguration: getObjectLockConfiguration(s3),
      GetObjectTagging: hideAbsence(runtime, getObjectTagging(s3)),
      GetPublicAccessBlock: getPublicAccessBlock(s3),
      HeadBucket: headBucket(s3),
      HeadObject: hideAbsence(runtime, headObject(s3)),
      ListBuckets: listBuckets(s3),
      ListMultipartUploads: listMultipartUploads(s3),
      ListObjectVersions: listObjectVersions(s3),
      ListObjects: listObjects(s3),
      ListObjectsV2: listObjectsV2(s3),
      ListParts: listParts(s3),
      PutBucketAccelerateConfiguration: putBucketAccelerateConfiguration(s3),
      PutBucketAcl: putBucketAcl(s3),
      PutBucketCors: putBucketCors(s3),
      PutBucketEncryption: putBucketEncryption(s3),
      PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration(s3),
      PutBucketLogging: putBucketLogging(s3),
      PutBucketNotificationConfiguration: putBucketNotificationConfiguration(s3),
      PutBucketOwnershipControls: putBucketOwnershipControls(s3),
      PutBucketPolicy: putBucketPolicy(s3),
      PutBucketRequestPayment: putBucketRequestPayment(s3),
      PutBucketTagging: putBucketTagging(s3),
      PutBucketVersioning: putBucketVersioning(s3),
      PutObject: putObject(s3),
      PutObjectAcl: putObjectAcl(s3),
      PutObjectTagging: putObjectTagging(s3),
      PutPublicAccessBlock: putPublicAccessBlock(s3),
      UploadPart: uploadPart(s3),
      UploadPartCopy: uploadPartCopy(s3),
    },
  };
}
