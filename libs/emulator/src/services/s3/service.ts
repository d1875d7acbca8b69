import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { bucketAccess } from './bucket-access.ts';
import { findObject } from './find-object.ts';
import { hideAbsence } from './hidden-absence.ts';
import { refuseAcl } from './object-headers.ts';
import { bucketConfigurationOperations, ownerGrants } from './operations/bucket-configuration.ts';
import { deleteBucket, getBucketLocation, headBucket, listBuckets } from './operations/buckets.ts';
import { completeMultipartUpload } from './operations/complete-multipart-upload.ts';
import { copyObject } from './operations/copy-object.ts';
import { createBucket } from './operations/create-bucket.ts';
import { deleteObject, deleteObjects } from './operations/delete-object.ts';
import { getObject, headObject } from './operations/get-object.ts';
import { getObjectAttributes } from './operations/get-object-attributes.ts';
import { listObjectVersions } from './operations/list-object-versions.ts';
import { listObjects, listObjectsV2 } from './operations/list-objects.ts';
import { listMultipartUploads, listParts } from './operations/list-uploads.ts';
import { abortMultipartUpload, createMultipartUpload, uploadPart, uploadPartCopy } from './operations/multipart-upload.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './operations/object-tagging.ts';
import { putObject } from './operations/put-object.ts';
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
      ...bucketConfigurationOperations(s3),
      AbortMultipartUpload: abortMultipartUpload(s3),
      CompleteMultipartUpload: completeMultipartUpload(s3),
      CopyObject: hideAbsence(runtime, copyObject(s3)),
      CreateBucket: createBucket(s3),
      CreateMultipartUpload: createMultipartUpload(s3),
      DeleteBucket: deleteBucket(s3),
      DeleteObject: deleteObject(s3),
      DeleteObjectTagging: deleteObjectTagging(s3),
      DeleteObjects: deleteObjects(s3, runtime.aws),
      GetBucketLocation: getBucketLocation(s3),
      GetObject: hideAbsence(runtime, getObject(s3)),
      GetObjectAcl: ({ Bucket = '', Key = '', VersionId }, { account }) => {
        findObject(s3, Bucket, Key, VersionId);
        return ownerGrants(account);
      },
      GetObjectAttributes: hideAbsence(runtime, getObjectAttributes(s3)),
      GetObjectTagging: hideAbsence(runtime, getObjectTagging(s3)),
      HeadBucket: headBucket(s3),
      HeadObject: hideAbsence(runtime, headObject(s3)),
      ListBuckets: listBuckets(s3),
      ListMultipartUploads: listMultipartUploads(s3),
      ListObjectVersions: listObjectVersions(s3),
      ListObjects: listObjects(s3),
      ListObjectsV2: listObjectsV2(s3),
      ListParts: listParts(s3),
      PutObject: putObject(s3),
      PutObjectAcl: (input) => {
        findObject(s3, input.Bucket ?? '', input.Key ?? '', input.VersionId);
        refuseAcl(input);
        return {};
      },
      PutObjectTagging: putObjectTagging(s3),
      UploadPart: uploadPart(s3),
      UploadPartCopy: uploadPartCopy(s3),
    },
  };
}
