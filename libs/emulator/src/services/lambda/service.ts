import type { Runtime } from '../../core/runtime.ts';
import type { Service } from '../../core/service.ts';
import { EventQueue } from './event-queue.ts';
import { functionAccess } from './function-access.ts';
import { Functions } from './functions.ts';
import {
  getAccountSettings,
  getFunctionCodeSigningConfig,
  getFunctionRecursionConfig,
  getRuntimeManagementConfig,
} from './operations/account.ts';
import { createAlias, deleteAlias, getAlias, listAliases, publishVersion, updateAlias } from './operations/aliases.ts';
import { deleteFunctionConcurrency, getFunctionConcurrency, putFunctionConcurrency } from './operations/concurrency.ts';
import { createFunction } from './operations/create-function.ts';
import { deleteFunction } from './operations/delete-function.ts';
import {
  deleteFunctionEventInvokeConfig,
  getFunctionEventInvokeConfig,
  listFunctionEventInvokeConfigs,
  putFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from './operations/event-invoke-config.ts';
import { getFunction, getFunctionConfiguration } from './operations/get-function.ts';
import { invoke } from './operations/invoke.ts';
import { listFunctions, listVersionsByFunction } from './operations/list-functions.ts';
import { addPermission, getPolicy, removePermission } from './operations/policy.ts';
import { listTags, tagResource, untagResource } from './operations/tags.ts';
import { updateFunctionCode } from './operations/update-function-code.ts';
import { updateFunctionConfiguration } from './operations/update-function-configuration.ts';

/**
 * AWS Lambda: functions run for real, each execution environment a process of its own.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/welcome.html
 */
export function createLambdaService(runtime: Runtime): Service {
  const functions = new Functions(runtime);
  const queue = new EventQueue(functions);
  return {
    id: 'lambda',
    ...functionAccess(functions.store),
    operations: {
      AddPermission: addPermission(functions),
      CreateAlias: createAlias(functions),
      CreateFunction: createFunction(functions),
      DeleteAlias: deleteAlias(functions),
      DeleteFunction: deleteFunction(functions),
      DeleteFunctionConcurrency: deleteFunctionConcurrency(functions),
      DeleteFunctionEventInvokeConfig: deleteFunctionEventInvokeConfig(functions),
      GetAccountSettings: getAccountSettings(functions),
      GetAlias: getAlias(functions),
      GetFunction: getFunction(functions),
      GetFunctionCodeSigningConfig: getFunctionCodeSigningConfig(functions),
      GetFunctionConcurrency: getFunctionConcurrency(functions),
      GetFunctionConfiguration: getFunctionConfiguration(functions),
      GetFunctionEventInvokeConfig: getFunctionEventInvokeConfig(functions),
      GetFunctionRecursionConfig: getFunctionRecursionConfig(functions),
      GetPolicy: getPolicy(functions),
      GetRuntimeManagementConfig: getRuntimeManagementConfig(functions),
      Invoke: invoke(functions, queue),
      ListAliases: listAliases(functions),
      ListFunctionEventInvokeConfigs: listFunctionEventInvokeConfigs(functions),
      ListFunctions: listFunctions(functions),
      ListTags: listTags(functions),
      ListVersionsByFunction: listVersionsByFunction(functions),
      PublishVersion: publishVersion(functions),
      PutFunctionConcurrency: putFunctionConcurrency(functions),
      PutFunctionEventInvokeConfig: putFunctionEventInvokeConfig(functions),
      RemovePermission: removePermission(functions),
      TagResource: tagResource(functions),
      UntagResource: untagResource(functions),
      UpdateAlias: updateAlias(functions),
      UpdateFunctionCode: updateFunctionCode(functions),
      UpdateFunctionConfiguration: updateFunctionConfiguration(functions),
      UpdateFunctionEventInvokeConfig: updateFunctionEventInvokeConfig(functions),
    },
    start: () => {
      functions.pool.endOrphans();
      queue.start();
    },
    stop: async () => {
      const handedBack = queue.stop();
      await functions.pool.stop();
      await handedBack;
    },
    fetch: (request, path) => functions.code.download(request, path),
  };
}
