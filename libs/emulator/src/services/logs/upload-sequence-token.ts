/** The sequence token of every stream. CloudWatch Logs ignores these tokens since 2023, but old clients expect one. */
export const UPLOAD_SEQUENCE_TOKEN = '49039859633411503466662184190521110010012323485553';
