export { type UploadOptions, uploadDataset } from './dataset.ts';
export { downloadObject, parseS3Uri, readObject } from './object.ts';
