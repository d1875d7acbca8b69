import { handler } from './handler.ts';

declare const module: { exports: unknown };

// Said in CommonJS's own words: the bundler's way from ES exports takes half a kilobyte of the template.
module.exports = { handler };
