export type { DatasetRow, DatasetSource } from './dataset-source.ts';
export { type DownloadOptions, downloadModel, downloadObject, downloadReport, readObject } from './download.ts';
export { type UploadedDataset, type UploadOptions, type UploadProgress, uploadDataset } from './upload-dataset.ts';
