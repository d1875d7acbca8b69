import { describe, expect, it } from 'vitest';
import { isEcrImage, scriptModeImage, servingImage } from './framework-image.ts';

const SCIKIT = '683313688378.dkr.ecr.us-east-1.amazonaws.com/sagemaker-scikit-learn:1.4-2-py312-cpu-py3';

describe('framework images', () => {
  it('are known by their repository in any account and region', () => {
    expect(scriptModeImage(SCIKIT)).toEqual({ repository: 'sagemaker-scikit-learn', tag: '1.4-2-py312-cpu-py3' });
    expect(servingImage(SCIKIT)?.repository).toBe('sagemaker-scikit-learn');
    expect(scriptModeImage('1.dkr.ecr.eu-west-1.amazonaws.com/my-sagemaker-scikit-learn:1')).toBeUndefined();
    expect(servingImage('763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.0')).toBeUndefined();
  });

  it('are distinguished from images outside of Amazon ECR', () => {
    expect(isEcrImage(SCIKIT)).toBe(true);
    expect(isEcrImage('000000000000.dkr.ecr.cn-north-1.amazonaws.com.cn/a/b@sha256:'.concat('0'.repeat(64)))).toBe(true);
    expect(isEcrImage('python:3.12')).toBe(false);
  });
});
